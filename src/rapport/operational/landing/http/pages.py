"""One landing page or pop-up: what it is, what it says, what came of it, and the buttons of its life."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.kernel.errors import RapportError
from rapport.kernel.filters.api import describe, parse
from rapport.kernel.identity.api import Actor, absolute, actor_of
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.operational.landing.contracts import PieceDraft, PieceLine
from rapport.operational.landing.http.figures import draw_stats, draw_ways, write_test
from rapport.operational.landing.http.forms import NewPieceForm, PieceForm
from rapport.operational.landing.http.words import KINDS, LANGUAGES, STATES, TONES
from rapport.operational.landing.models import SitePiece
from rapport.operational.landing.operations.making import (
    change_piece,
    copy_piece,
    create_piece,
    pause_piece,
    publish_piece,
)
from rapport.operational.landing.queries.pieces import count_meetings, get_piece, list_figures
from rapport.operational.landing.rules import CODES
from rapport.ui.api import (
    Action,
    Crumb,
    Fact,
    Toast,
    Viewer,
    answer_form,
    get_viewer,
    go_to,
    pressing,
    put_errors,
)

PAGE = "/landing/{}"


def new_piece(request: HttpRequest) -> HttpResponse:
    """Ask for a name and what it is; the rest is on its page."""
    form = NewPieceForm(request.POST or None)
    if form.is_bound and form.is_valid():
        made = create_piece(PieceDraft(**form.cleaned_data), actor=actor_of(request))
        return go_to(request, f"/landing/{made.id}/edit", Toast(_("Made: visitors do not see it yet")))
    crumbs = [Crumb(_("Pages and pop-ups"), "/landing"), Crumb(_("New page or pop-up"))]
    return answer_form(request, form, title=_("New page or pop-up"), crumbs=crumbs, cancel="/landing")


def edit_piece(request: HttpRequest, piece_id: UUID) -> HttpResponse:
    """Change what a piece is."""
    actor = actor_of(request)
    line = get_piece(piece_id, actor=actor, verb="edit")
    form = PieceForm(actor, line, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            change_piece(piece_id, form.changes(), actor=actor, version=version)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, f"/landing/{piece_id}", Toast(_("Saved")))
    here = f"/landing/{piece_id}"
    crumbs = [Crumb(_("Pages and pop-ups"), "/landing"), Crumb(line.name, here), Crumb(_("Edit"))]
    return answer_form(request, form, title=line.name, crumbs=crumbs, cancel=here)


@require_GET
def show_piece(request: HttpRequest, piece_id: UUID) -> HttpResponse:
    """One piece with what came of it."""
    actor, viewer = actor_of(request), get_viewer()
    line = get_piece(piece_id, actor=actor)
    figures = list_figures(piece_id)
    tenant = get_own_tenant(actor.tenant_id)
    spoken = {(one.code, one.language): one for one in line.words}
    codes = sorted({one.code for one in line.words}) or ["A"]
    free = [code for code in CODES if code not in codes][:1]
    may = actor.may("edit", "site_piece")
    context = {
        "title": line.name,
        "crumbs": [Crumb(_("Pages and pop-ups"), "/landing"), Crumb(line.name)],
        "line": line,
        "state": (STATES[line.state], TONES[line.state]),
        "kind": KINDS[line.kind],
        "address": absolute(f"/p/{tenant.slug}/{line.slug}", request) if line.kind == "page" else "",
        "stats": draw_stats(figures, count_meetings(piece_id), viewer),
        "ways": draw_ways(figures, viewer) if len(figures) > 1 else [],
        "tested": write_test(figures, viewer),
        "facts": _facts(line, viewer, actor),
        "says": [
            (code, language, LANGUAGES[language], spoken.get((code, language)))
            for code in codes
            for language in LANGUAGES
        ],
        "free": free,
        "may": may,
        "actions": _actions(line, actor),
    }
    return render(request, "landing/piece.html", context)


def _facts(line: PieceLine, viewer: Viewer, actor: Actor) -> list[Fact]:
    if line.kind == "page":
        return [Fact(_("Address"), line.slug)]
    tree = parse(dict(line.audience)) if line.audience else None
    unit = "%" if line.moment == "scrolled" else _("seconds")
    delay = "" if line.moment == "leaving" else f"{viewer.number(line.delay, 0)} {unit}"
    return [
        Fact(_("Shown to"), str(SitePiece.Who(line.who).label)),
        Fact(_("Audience"), describe(tree, "customer", actor=actor) if tree and line.who == "known" else ""),
        Fact(_("What they did"), str(SitePiece.Did(line.did).label)),
        Fact(_("On these pages"), ", ".join(line.where) or _("All pages")),
        Fact(_("When it comes"), f"{SitePiece.Moment(line.moment).label} {delay}".strip()),
        Fact(_("Days until it comes again"), viewer.number(line.again_days, 0)),
    ]


def _actions(line: PieceLine, actor: Actor) -> list[Action]:
    here, actions = f"/landing/{line.id}", list[Action]()
    if actor.may("edit", "site_piece"):
        if line.state == "live":
            actions.append(Action(_("Pause"), f"{here}/pause", icon="pause", post=True))
        else:
            actions.append(
                Action(_("Show it to visitors"), f"{here}/live", icon="play", main=True, post=True)
            )
        if line.kind == "popup" and line.who == "known":
            actions.append(Action(_("Choose the audience"), f"{here}/audience", icon="users"))
        actions.append(Action(_("Change"), f"{here}/edit", icon="square-pen", key="e"))
    if line.kind == "popup":
        actions.append(Action(_("See it in a shop"), f"/landing/shop?popup={line.id}", icon="store"))
    if actor.may("create", "site_piece"):
        actions.append(Action(_("Copy"), f"{here}/copy", icon="copy", post=True))
    return actions


live = pressing(publish_piece, PAGE, gettext_lazy("Visitors see it now"))
pause = pressing(pause_piece, PAGE, gettext_lazy("Paused"))


@require_POST
def copy(request: HttpRequest, piece_id: UUID) -> HttpResponse:
    """Make a draft like this one."""
    made = copy_piece(piece_id, actor=actor_of(request))
    return go_to(request, f"/landing/{made.id}", Toast(_("Copied")))
