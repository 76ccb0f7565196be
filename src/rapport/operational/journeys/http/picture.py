"""The picture of a journey: boxes on a grid and the lines between them, drawn by the server."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.bigdata.realtime.api import list_kinds
from rapport.kernel.filters.api import InvalidFilter, describe, parse
from rapport.kernel.identity.api import Actor
from rapport.operational.journeys.contracts import StepCount
from rapport.operational.journeys.contracts.graph import Graph, Node
from rapport.operational.journeys.http.words import FACTS, ICONS, KINDS, OPTIONS, WAYS
from rapport.operational.journeys.rules.checking import Flaw
from rapport.operational.journeys.rules.layout import Line, Spot, lay_out
from rapport.ui.api import Viewer

WIDE, HIGH = 200, 64
ACROSS, DOWN = 232, 128
EDGE = 16
_WAY, _JUMP = 208, 320


@dataclass(frozen=True, slots=True)
class Way:
    """A way out as it is drawn; `jump` names the step it leads to elsewhere in the picture, `width` is
    what its words may take."""

    place: str
    start: str
    path: str
    word: str
    x: int
    y: int
    jump: str
    people: str
    width: int


@dataclass(frozen=True, slots=True)
class Box:
    """A step as it is drawn; `here` are the people at it now, `ways` those out of it."""

    id: str
    kind: str
    icon: str
    word: str
    text: str
    x: int
    y: int
    flaw: bool
    fixed: bool
    here: str
    busy: bool
    people: str
    ways: Sequence[Way]


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it, in units of the drawing."""

    boxes: Sequence[Box]
    ways: Sequence[Way]
    width: int
    height: int


def draw_picture(
    journey_id: UUID,
    graph: Graph,
    viewer: Viewer,
    actor: Actor,
    *,
    counts: Mapping[str, StepCount] | None = None,
    flaws: Sequence[Flaw] = (),
    listed: bool = True,
) -> Picture:
    """Return the picture of a graph, with how many people are where if that is given.

    `listed` says that they stand in the list of people, to which the numbers lead then.
    """
    layout = lay_out(graph)
    wrong = {flaw.node for flaw in flaws}
    ways = [
        _way(line, graph, layout.spots, None if counts is None else counts.get(line.start), viewer)
        for line in layout.lines
    ]
    boxes = [
        _box(
            graph.nodes[name],
            spot,
            viewer,
            journey_id=journey_id,
            counts=counts,
            wrong=wrong,
            text=tell(graph.nodes[name], actor),
            ways=[way for way in ways if way.start == name],
            listed=listed,
        )
        for name, spot in layout.spots.items()
    ]
    wide = layout.columns * ACROSS - (ACROSS - WIDE) + 2 * EDGE + 40
    wide = max(wide, *(way.x + way.width - 88 for way in ways))
    return Picture(boxes, ways, wide, layout.rows * DOWN - 24 + EDGE)


def _box(
    node: Node,
    spot: Spot,
    viewer: Viewer,
    *,
    journey_id: UUID,
    counts: Mapping[str, StepCount] | None,
    wrong: set[str],
    text: str,
    ways: Sequence[Way],
    listed: bool,
) -> Box:
    count = None if counts is None else counts.get(node.id, StepCount(0, {}))
    asked = urlencode({"filter": f"journey:is:{journey_id};step:is:{node.id};why:is:on-the-way"})
    if node.kind == "exit":
        asked = urlencode({"filter": f"journey:is:{journey_id};step:is:{node.id}"})
    return Box(
        id=node.id,
        kind=node.kind,
        icon=ICONS[node.kind],
        word=str(KINDS[node.kind]),
        text=text,
        x=EDGE + spot.column * ACROSS,
        y=EDGE + spot.row * DOWN,
        flaw=node.id in wrong,
        fixed=node.kind in ("entry", "exit"),
        here=viewer.number(count.here, 0) if count else "",
        busy=bool(count and count.here),
        people=f"/journeys/people?{asked}" if listed else "",
        ways=ways,
    )


def _way(line: Line, graph: Graph, spots: Mapping[str, Spot], count: StepCount | None, viewer: Viewer) -> Way:
    ways = list(graph.nodes[line.start].after)
    start, end = spots[line.start], spots[line.end]
    x, y = EDGE + start.column * ACROSS, EDGE + start.row * DOWN
    to_x, to_y = EDGE + end.column * ACROSS + WIDE // 2, EDGE + end.row * DOWN
    first = line.way == ways[0]
    middle = x + WIDE // 2
    if line.jump:
        at = (middle if first else x + WIDE + 16, y + HIGH + 32)
        path = f"M{middle} {y + HIGH}V{at[1]}" if first else f"M{x + WIDE} {y + HIGH // 2}H{at[0]}V{at[1]}"
    elif first:
        at, path = (middle, y + HIGH + 32), f"M{middle} {y + HIGH}V{to_y}"
    else:
        at = (to_x, y + HIGH + 32)
        path = f"M{x + WIDE} {y + HIGH // 2}H{to_x}V{to_y}"
    target = graph.nodes[line.end]
    gone = count.left.get(line.way, 0) if count else 0
    return Way(
        place=f"{line.start}:{line.way}",
        start=line.start,
        path=path,
        word="" if len(ways) == 1 else str(WAYS[line.way]),
        x=at[0],
        y=at[1],
        jump=name_step(target) if line.jump else "",
        people=viewer.number(gone, 0) if gone and len(ways) > 1 else "",
        width=_JUMP if line.jump and start.column == max(one.column for one in spots.values()) else _WAY,
    )


def name_step(node: Node, actor: Actor | None = None) -> str:
    """Return a step's kind with what it does."""
    told = "" if node.kind == "exit" else tell(node, actor)
    return f"{KINDS[node.kind]}: {told}" if told else str(KINDS[node.kind])


def tell(node: Node, actor: Actor | None = None) -> str:
    """Return what a step does in a few words; conditions only to an actor, as they are said for each."""
    if node.kind == "branch":
        return _tell_conditions(node.text("filter"), actor) if actor else ""
    if node.kind in _TOLD:
        return str(_TOLD[node.kind](node))
    return next((node.text(name) for name in ("title", "tag", "name") if name in node.settings), "")


def _tell_entry(node: Node) -> object:
    trigger, rule = node.text("trigger"), node.text("rule")
    if trigger == "fact" and node.text("fact") == "trigger.fired.v1":
        return dict(list_kinds()).get(rule, FACTS["trigger.fired.v1"])
    return FACTS[node.text("fact")] if trigger == "fact" else OPTIONS["trigger"][trigger]


def _tell_conditions(text: str, actor: Actor) -> str:
    try:
        return describe(parse(text), "customer", actor=actor) if text else ""
    except InvalidFilter:
        return text


def _tell_time(node: Node) -> str:
    amount = node.number("amount")
    match node.text("unit"):
        case "minutes":
            told = ngettext("%(count)d minute", "%(count)d minutes", amount)
        case "hours":
            told = ngettext("%(count)d hour", "%(count)d hours", amount)
        case _:
            told = ngettext("%(count)d day", "%(count)d days", amount)
    return told % {"count": amount}


def _tell_message(node: Node) -> str:
    return node.text("subject") or " ".join(node.text("text").split())[:80]


_TOLD: dict[str, Callable[[Node], object]] = {
    "entry": _tell_entry,
    "wait": _tell_time,
    "until": lambda node: node.text("clock"),
    "await": lambda node: FACTS[node.text("fact")],
    "split": lambda node: f"{node.number('share')} % / {100 - node.number('share')} %",
    "message": _tell_message,
    "field": lambda node: f"{node.text('field')} = {node.text('value')}" if node.text("field") else "",
    "exit": lambda node: _("They leave"),
}
