"""The connected addresses of all channels on one page, with how each goes."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from rapport.collaborative.delivery.contracts import AccountLine
from rapport.collaborative.delivery.operations.channels import get_channel, list_channels
from rapport.collaborative.delivery.queries.accounts import lines_of, list_accounts
from rapport.kernel.identity.api import actor_of, find_actor_of
from rapport.ui.api import Action, Badge, Column, DateTime, Empty, Link, Muted, ShortList, Tone, show_short

HERE = "/settings/channels"
STATES = {
    "rest": gettext_lazy("At rest"),
    "trouble": gettext_lazy("In trouble"),
    "work": gettext_lazy("At work"),
}
TONES: dict[str, Tone] = {"rest": "plain", "trouble": "bad", "work": "good"}


def may_see(request: HttpRequest) -> bool:
    """Tell whether the page belongs into this reader's navigation."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "channel")


def state_of(line: AccountLine) -> str:
    """Return how an account goes."""
    if not line.active:
        return "rest"
    return "trouble" if line.sending or line.receiving else "work"


@require_GET
def show_accounts(request: HttpRequest) -> HttpResponse:
    """The connected addresses."""
    actor = actor_of(request)
    rows = lines_of(list_accounts(actor).order_by("channel", "name", "id"))
    columns: list[Column[AccountLine]] = [
        Link("name", _("Name"), href=lambda one: f"{HERE}/{one.channel}/{one.id}", grow=True, phone="title"),
        Muted("channel", _("Channel"), value=lambda one: str(get_channel(one.channel).label)),
        Muted("address", _("Address"), phone="under"),
        Badge("state", _("Status"), value=state_of, tones=TONES, labels=STATES, phone="corner"),
        Muted("trouble", _("Trouble"), value=lambda one: one.sending or one.receiving),
        DateTime("last_in", _("Last received"), value=lambda one: one.last_in_at),
        DateTime("last_out", _("Last sent"), value=lambda one: one.last_out_at),
    ]
    actions = [
        Action(str(one.label), f"{HERE}/{one.name}/new", icon="plus", main=True) for one in list_channels()
    ]
    listing = ShortList(
        name="channels",
        title=_("Connected addresses"),
        columns=columns,
        rows=rows,
        actions=actions if actor.may("create", "channel") else [],
        empty=Empty(
            _("No address is connected yet"),
            _("Connect the address customers write to: letters become conversations."),
            icon="radio",
        ),
    )
    return show_short(request, listing)
