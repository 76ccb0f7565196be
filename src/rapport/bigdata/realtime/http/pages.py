"""The live page: who is here, how far they come, what rises, how orders go; kept fresh by /live."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.bigdata.realtime.contracts import FiveV, Pulse, Ranked
from rapport.bigdata.realtime.http.words import STEPS
from rapport.bigdata.realtime.operations.reading import DIRECT
from rapport.bigdata.realtime.queries.five_v import read_five_v
from rapport.bigdata.realtime.queries.triggers import list_recent, require
from rapport.bigdata.realtime.queries.windows import read_pulse
from rapport.kernel.identity.api import actor_of, find_actor_of
from rapport.ui.api import Action, Empty, heard

KIND = "realtime"
HEARS = heard((KIND, "trigger"))
BAR_HEIGHT = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a small chart of minutes, in units of its drawing."""

    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """A step with its share of all who visited."""

    label: object
    visitors: int
    share: float


def may_see(request: HttpRequest) -> bool:
    """Tell whether the page belongs into this reader's navigation."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", KIND)


@require_GET
def show_now(request: HttpRequest) -> HttpResponse:
    """The whole page; with `wall` nothing but the figures, large enough to be read across a room."""
    wall = request.GET.get("wall") == "1"
    actions = [Action(_("For the wall"), "/now?wall=1", icon="monitor", key="w")]
    if actor_of(request).may("view", "trigger"):
        actions.insert(0, Action(_("Triggers"), "/settings/triggers", icon="zap"))
    context = {"title": _("Live"), "wall": wall, "actions": [] if wall else actions, **_figures(request)}
    return render(request, "realtime/now.html", context)


@require_GET
def show_part(request: HttpRequest) -> HttpResponse:
    """The figures alone, asked for again whenever something happened."""
    return render(request, "realtime/pulse.html", _figures(request))


def _figures(request: HttpRequest) -> dict[str, object]:
    actor = actor_of(request)
    require(actor, "view", KIND)
    pulse, data = read_pulse(), read_five_v()
    return {
        "pulse": pulse,
        "data": data,
        "hears": HEARS,
        "funnel": _funnel(pulse),
        "last_minute": pulse.events[-2],
        "bars": draw_bars(pulse.events),
        "order_bars": draw_bars(pulse.pace.minutes),
        "sources": [_named(one) for one in pulse.sources],
        "fired": list_recent() if actor.may("view", "trigger") else [],
        "quiet": _quiet(pulse, data),
    }


def draw_bars(counts: tuple[int, ...]) -> list[Bar]:
    """Return a bar for each minute, the highest as high as the drawing."""
    most = max(counts, default=0)
    heights = [round(BAR_HEIGHT * count / most, 2) if most else 0.0 for count in counts]
    return [Bar(4 * place, BAR_HEIGHT - height, height) for place, height in enumerate(heights)]


def _funnel(pulse: Pulse) -> list[FunnelStep]:
    everybody = pulse.funnel[0].visitors
    return [
        FunnelStep(STEPS[step.name], step.visitors, step.visitors / everybody if everybody else 0.0)
        for step in pulse.funnel
    ]


def _named(one: Ranked) -> Ranked:
    if one.name != DIRECT:
        return one
    return Ranked(one.name, _("Address typed or kept"), one.count, one.before)


def _quiet(pulse: Pulse, data: FiveV) -> Empty | None:
    """Return what to say where nobody is here."""
    if pulse.newest_at is not None or pulse.pace.orders:
        return None
    if data.day:
        return Empty(
            _("Nobody is on the site right now"),
            _("As soon as somebody looks at a page it shows here."),
            icon="moon",
        )
    return Empty(
        _("Nothing tells yet what visitors do"),
        _("Put one line into your shop's pages, and this page comes alive."),
        icon="radio-tower",
        action=Action(_("Event sources"), "/settings/sources", main=True),
    )
