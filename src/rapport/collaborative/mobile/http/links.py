"""Links to message centres: the list, one of them, its form."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rapport.collaborative.mobile.http.forms import LinkForm, initial_of
from rapport.collaborative.mobile.http.words import LINK_STATES, LINK_TONES
from rapport.collaborative.mobile.models import SmsLink
from rapport.collaborative.mobile.operations.links import add_link, change_link, switch_link
from rapport.collaborative.mobile.queries.links import get_link, list_links
from rapport.kernel.identity.api import actor_of
from rapport.kernel.money.api import write_exact
from rapport.ui.api import (
    Action,
    Badge,
    Column,
    Crumb,
    Empty,
    Fact,
    Link,
    Muted,
    ShortList,
    Toast,
    answer_form,
    go_to,
    keep_form,
    posted,
    show_short,
)

CHANNELS, HERE = "/settings/channels", "/settings/sms-links"


@require_GET
def show_links(request: HttpRequest) -> HttpResponse:
    """The links of the business."""
    actor = actor_of(request)
    columns: list[Column[SmsLink]] = [
        Link("name", _("Name"), href=lambda one: f"{HERE}/{one.id}", grow=True, phone="title"),
        Muted("host", _("Server"), value=lambda one: f"{one.host}:{one.port}", phone="under"),
        Muted("prefixes", _("For numbers that begin with"), value=lambda one: " ".join(one.prefixes[:5])),
        Muted("cost", _("Cost of a part"), value=lambda one: write_exact(one.cost, one.currency)),
        Badge("state", _("Status"), value=_state, tones=LINK_TONES, labels=LINK_STATES, phone="corner"),
    ]
    actions = [Action(_("New link"), f"{HERE}/new", icon="plus", main=True)]
    listing = ShortList(
        name="sms-links",
        title=_("SMS links"),
        columns=columns,
        rows=list(list_links(actor).order_by("rank", "name", "id")),
        actions=actions if actor.may("create", "channel") else [],
        empty=Empty(
            _("No message centre is connected yet"),
            _("An operator or provider gives you a server, a name and a password for SMPP 3.4."),
            icon="radio-tower",
        ),
    )
    return show_short(request, listing)


@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """Connect a message centre."""
    form = LinkForm(posted(request), initial={"active": True})
    if row := keep_form(form, lambda: add_link(form.draft(), actor=actor_of(request))):
        return go_to(request, f"{HERE}/{row.id}", Toast(_("The link is connected")))
    return _form(request, form, _("New link"), HERE)


@never_cache
def change(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """Change a link."""
    actor = actor_of(request)
    row = get_link(link_id, actor=actor)
    form = LinkForm(posted(request), initial=initial_of(row))

    def keep() -> object:
        return change_link(link_id, form.draft(), version=form.cleaned_data["version"], actor=actor)

    if keep_form(form, keep):
        return go_to(request, f"{HERE}/{link_id}", Toast(_("Saved")))
    return _form(request, form, row.name, f"{HERE}/{link_id}")


@require_GET
def show(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """One link: what it is, and how fast it goes."""
    actor = actor_of(request)
    row = get_link(link_id, actor=actor)
    context = {
        "title": row.name,
        "crumbs": [
            *(Crumb(_("Connected addresses"), CHANNELS), Crumb(_("SMS links"), HERE), Crumb(row.name))
        ],
        "line": row,
        "here": f"{HERE}/{link_id}",
        "state": (LINK_STATES[_state(row)], LINK_TONES[_state(row)]),
        "facts": [
            Fact(_("Server"), f"{row.host}:{row.port}"),
            Fact(_("Security"), row.get_security_display()),
            Fact(_("System ID"), row.system_id),
            Fact(_("Bound as"), row.get_bind_display()),
            Fact(_("Alphabet"), row.get_alphabet_display()),
            Fact(_("Long messages"), row.get_long_display()),
            Fact(_("At once at most"), row.window),
            Fact(_("A second at most"), row.per_second or _("no limit")),
            Fact(_("For numbers that begin with"), " ".join(row.prefixes) or _("every number")),
            Fact(_("Rank"), row.rank),
            Fact(_("Cost of a part"), write_exact(row.cost, row.currency) or "–"),
        ],
        "may": actor.may("edit", "channel"),
    }
    return render(request, "mobile/link.html", context)


@require_POST
def switch(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """Have it work, or rest."""
    active = request.POST.get("active") == "1"
    switch_link(link_id, active=active, actor=actor_of(request))
    said = _("The link works.") if active else _("The link rests; messages take another, or wait.")
    return go_to(request, f"{HERE}/{link_id}", Toast(said))


def _state(row: SmsLink) -> str:
    return "work" if row.active else "rest"


def _form(request: HttpRequest, form: LinkForm, title: str, cancel: str) -> HttpResponse:
    crumbs = [
        *(Crumb(_("Connected addresses"), CHANNELS), Crumb(_("SMS links"), HERE), Crumb(title)),
    ]
    return answer_form(request, form, title=title, crumbs=crumbs, cancel=cancel)
