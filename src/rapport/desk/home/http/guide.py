"""The first steps of a new business: what stands shows by facts, what is left leads to its page."""

from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.customers.intake.api import take_upload
from rapport.customers.likeness.api import find_last_search
from rapport.customers.party.api import count_customers
from rapport.desk.home.http.sample import FILE_NAME, write_sample
from rapport.kernel.identity.api import Actor, actor_of, count_members, list_invites, person_of
from rapport.kernel.mail.api import has_server
from rapport.kernel.settings.api import (
    Setting,
    SettingGroup,
    change_settings,
    declare_settings,
    get_setting,
)
from rapport.ui.api import Toast, go_to

SHOWN = "home.first_steps"
PAPERS = ("papers.legal_name", "papers.street", "papers.city")


@dataclass(frozen=True, slots=True)
class Step:
    """Something a new business does once; `done` is read from what is there."""

    name: Literal["details", "import", "twins", "people", "mail"]
    title: str
    why: str
    href: str
    done: bool


def declare_first_steps() -> None:
    """Declare that each member may put the guide away for themselves."""
    shown = Setting(
        key=SHOWN,
        label=gettext_lazy("Show the first steps"),
        type="yes",
        default=True,
        scope="member",
        help=gettext_lazy("While some are left, and to members who may change settings."),
    )
    group = SettingGroup(
        key="home",
        label=gettext_lazy("Home page"),
        help=gettext_lazy("What stands on your home page."),
        icon="house",
        order=500,
        words="guide",
    )
    declare_settings(group, [shown])


def is_guided(request: HttpRequest) -> bool:
    """Whether the guide is for this member, who may change settings and has not put it away."""
    actor = actor_of(request)
    return actor.may("edit", "settings") and bool(get_setting(SHOWN, member_id=actor.member_id))


@require_GET
def show_steps(request: HttpRequest) -> HttpResponse:
    """The steps this member may take, as a part of the home page; nothing once all are done."""
    actor = actor_of(request)
    steps = [*_steps_of_customers(actor), *_steps_of_business(actor), *_steps_of_host(request)]
    if not is_guided(request) or all(step.done for step in steps):
        return HttpResponse()
    return render(request, "home/guide.html", {"steps": steps})


def _steps_of_customers(actor: Actor) -> list[Step]:
    known = count_customers(actor, most=1) > 0
    steps = []
    if actor.may("create", "import"):
        why = _("A file of orders or customers, as your shop or your spreadsheet gives it.")
        steps.append(Step("import", _("Bring your customers in"), why, "/imports/new?kind=orders", known))
    if actor.may("merge", "customer"):
        why = _("A search finds customers that are probably one; you decide.")
        looked = known and find_last_search() is not None
        steps.append(Step("twins", _("Look through likely duplicates"), why, "/duplicates", looked))
    return steps


def _steps_of_business(actor: Actor) -> list[Step]:
    told = all(get_setting(key) for key in PAPERS)
    why = _("Name and address stand on your papers.")
    steps = [Step("details", _("Say who you are"), why, "/settings/of/papers", told)]
    if actor.may("create", "member"):
        joined = count_members() > 1 or (actor.may("view", "member") and bool(list_invites(actor)))
        why = _("Everybody signs in as themselves and sees what their role may see.")
        steps.append(Step("people", _("Invite the people you work with"), why, "/settings/people", joined))
    return steps


def _steps_of_host(request: HttpRequest) -> list[Step]:
    if not person_of(request).is_host:
        return []
    why = _("Until RAPPORT_SMTP_URL names a mail server, invitations wait in the host's mailbox.")
    return [Step("mail", _("Let letters leave"), why, "/host/mailbox", has_server())]


@require_GET
def send_sample(request: HttpRequest) -> HttpResponse:
    """Hand out the sample file."""
    answer = HttpResponse(write_sample(request), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer


@require_POST
def try_sample(request: HttpRequest) -> HttpResponse:
    """Take the sample in as if it had been dropped, and lead to the choice of its columns."""
    run = take_upload(write_sample(request), FILE_NAME, "orders", actor=actor_of(request))
    return go_to(request, f"/imports/{run.id}")


@require_POST
def put_away(request: HttpRequest) -> HttpResponse:
    """Show the first steps no longer to this member."""
    change_settings({SHOWN: False}, actor=actor_of(request))
    return go_to(request, "/", Toast(_("The first steps are put away."), undo="/first-steps/back"))


@require_POST
def bring_back(request: HttpRequest) -> HttpResponse:
    """Show the first steps again."""
    change_settings({SHOWN: True}, actor=actor_of(request))
    return go_to(request, "/")
