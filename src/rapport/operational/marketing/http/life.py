"""Buttons of a campaign's life: schedule, take back, pause, resume, stop, copy."""

from datetime import datetime, time
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import actor_of
from rapport.operational.marketing.contracts import CampaignLine
from rapport.operational.marketing.http.forms import WhenForm
from rapport.operational.marketing.operations import life
from rapport.operational.marketing.operations.campaigns import copy_campaign
from rapport.operational.marketing.operations.launching import launch_campaign
from rapport.operational.marketing.queries.campaigns import get_campaign
from rapport.ui.api import Toast, answer_dialog, get_viewer, go_to, pressing


def schedule(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """The dialog that asks when; letters, links and pictures are checked before it is accepted."""
    actor = actor_of(request)
    line = get_campaign(campaign_id, actor=actor, verb="edit")
    form = WhenForm(request.POST or None, initial=_when(line))
    if form.is_bound and form.is_valid():
        try:
            fresh = launch_campaign(campaign_id, _moment(form), actor=actor)
        except RapportError as error:
            form.add_error(None, error.message)
        else:
            said = _("It waits for approval") if fresh.state == "asked" else _("Scheduled")
            undo = f"/campaigns/{campaign_id}/take-back"
            return go_to(request, f"/campaigns/{campaign_id}", Toast(said, undo=undo))
    title = _("Approve and schedule") if line.state == "asked" else _("When shall it go out?")
    return answer_dialog(request, title, form, request.path, _("Schedule"))


def _when(line: CampaignLine) -> dict[str, object]:
    if line.send_at is None:
        return {}
    local = line.send_at.astimezone(get_viewer().zone)
    return {"day": local.date(), "time": local.time().replace(second=0, microsecond=0)}


def _moment(form: WhenForm) -> datetime | None:
    day = form.cleaned_data["day"]
    if day is None:
        return None
    return datetime.combine(day, form.cleaned_data["time"] or time(9), tzinfo=get_viewer().zone)


PAGE = "/campaigns/{}"
take_back = pressing(life.take_back, PAGE, gettext_lazy("A draft again"))
pause = pressing(life.pause_campaign, PAGE, gettext_lazy("Paused"))
resume = pressing(life.resume_campaign, PAGE, gettext_lazy("It goes on"))
stop = pressing(life.stop_campaign, PAGE, gettext_lazy("Stopped"))


@require_POST
def copy(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Make a draft like this one."""
    made = copy_campaign(campaign_id, actor=actor_of(request))
    return go_to(request, f"/campaigns/{made.id}", Toast(_("Copied")))
