"""Dashboards: the reader's own, and each by its name."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.analytical.reporting.contracts import Tile
from rapport.analytical.reporting.contracts.comments import Place
from rapport.analytical.reporting.http.comments import address_of
from rapport.analytical.reporting.http.marks import list_marks
from rapport.analytical.reporting.http.tiles import Drawn, draw_tile
from rapport.analytical.reporting.queries.asking import ask_all
from rapport.analytical.reporting.queries.dashboards import Dashboard, find_board, list_dashboards
from rapport.analytical.reporting.queries.homes import choose_home, find_home
from rapport.analytical.reporting.queries.words import PERIODS
from rapport.kernel.errors import Missing, Upstream
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api import Action, Empty, Option, Tab, Viewer, get_viewer


@require_GET
def show_first(request: HttpRequest) -> HttpResponse:
    """Lead to the reader's own dashboard."""
    return redirect("dashboard", board=find_home(actor_of(request)).name)


@require_GET
def show_dashboard(request: HttpRequest, board: str) -> HttpResponse:
    """A dashboard with its tiles, all asked at once."""
    actor, viewer = actor_of(request), get_viewer()
    boards = list_dashboards(actor)
    shown = find_board(board, boards)
    period = request.GET.get("in", "")
    chosen = period if period in PERIODS else ""
    drawn, empty = draw_board(shown, chosen, actor, viewer)
    context = {
        "title": shown.label,
        "lead": shown.lead,
        "tabs": [
            Tab(one.label, reverse("dashboard", args=[one.name]), current=one is shown) for one in boards
        ],
        "arranging": "arrange" in request.GET and (shown.mine or shown.view_id is None),
        "actions": [
            *_list_arranging(board, request, shown),
            *_list_leaving(board, actor),
            Action(_("Ask"), reverse("ask"), "search"),
            Action(_("Metrics"), reverse("metrics"), "book-open"),
        ],
        "periods": list_periods(board, chosen),
        "marks": list_marks(shown, choose_home(boards, actor), actor),
        "board": shown,
        "comments_at": address_of(Place(board=shown.name)),
        "tiles": drawn,
        "empty": empty,
    }
    return render(request, "reporting/dashboard.html", context)


def _list_arranging(board: str, request: HttpRequest, shown: Dashboard) -> list[Action]:
    here = reverse("dashboard", args=[board])
    if "arrange" in request.GET:
        return [Action(_("Done"), here, "check")]
    if shown.view_id is not None and not shown.mine:
        return []
    return [Action(_("Arrange"), f"{here}?arrange=1", "move")]


def _list_leaving(board: str, actor: Actor) -> list[Action]:
    """Return how a dashboard leaves the house: as a file, by letter; and what is watched."""
    found = [Action("PDF", f"{reverse('dashboard_file', args=[board])}?format=pdf", "file-down")]
    if actor.may("create", "report"):
        found.append(Action(_("Send regularly"), f"{reverse('report_schedule_new')}?board={board}", "mail"))
        found.append(
            Action(_("Show it elsewhere"), f"{reverse('report_embed_new')}?board={board}", "share-2")
        )
    return [
        *found,
        Action(_("Scheduled reports"), reverse("report_schedules"), "calendar-clock"),
        Action(_("Alerts on metrics"), reverse("metric_alerts"), "activity"),
    ]


def draw_board(
    board: Dashboard, period: str, actor: Actor, viewer: Viewer
) -> tuple[list[Drawn], Empty | None]:
    """Return a dashboard's tiles drawn, or why there are none; `period` stands for each tile's own."""
    tiles = [over_period(one, period) for one in board.tiles]
    try:
        answers = ask_all([one.question for one in tiles], actor=actor, compare=True)
    except (Missing, Upstream) as refusal:
        return [], Empty(_("No figures yet"), refusal.message, icon="layout-dashboard")
    return [
        draw_tile(tile, answer, viewer, board.name) for tile, answer in zip(tiles, answers, strict=True)
    ], None


def over_period(tile: Tile, period: str) -> Tile:
    """Return a tile over another stretch of days, if one is chosen."""
    if not period or tile.question.period == "all":
        return tile
    return replace(tile, question=replace(tile.question, period=period))


def list_periods(name: str, chosen: str) -> list[Option]:
    """Return the stretches of days a dashboard can be seen over."""
    here = reverse("dashboard", args=[name])
    first = Option(_("As arranged"), here, current=not chosen)
    return [
        first,
        *(Option(label, f"{here}?in={one}", current=one == chosen) for one, label in PERIODS.items()),
    ]
