"""The side of the page in which a journey is drawn: settings of a step, or what may be put into a place."""

from typing import Any

from django.utils.translation import gettext as _

from rapport.kernel.errors import RapportError
from rapport.kernel.filters.api import (
    InvalidFilter,
    describe,
    parse,
)
from rapport.kernel.identity.api import Actor
from rapport.operational.journeys.contracts import JourneyLine
from rapport.operational.journeys.contracts.graph import ADDABLE, Graph, Node
from rapport.operational.journeys.contracts.graph import KINDS as SPECS
from rapport.operational.journeys.http.addresses import at_conditions
from rapport.operational.journeys.http.forms import StepForm
from rapport.operational.journeys.http.picture import name_step
from rapport.operational.journeys.http.words import ICONS, KINDS, SETTINGS, WAYS
from rapport.operational.journeys.operations.life import find_flaws
from rapport.operational.journeys.queries.journeys import get_draft
from rapport.ui.api import Crumb


def draw_panel(
    line: JourneyLine, actor: Actor, chosen: str, place: str, form: StepForm | None = None
) -> dict[str, Any]:
    """Return what the side shows: a step, a place, or a hint where nothing is chosen."""
    graph = get_draft(line)
    start, _colon, way = place.partition(":")
    if start in graph.nodes and way in graph.nodes[start].after:
        return _adding(graph, start, way, actor)
    node = graph.nodes.get(chosen)
    if node is None:
        return {"chosen": ""}
    flaws = [flaw for flaw in find_flaws(line, graph, actor=actor) if flaw.node == chosen]
    reasons = RapportError("", fields={str(place): flaw.reason for place, flaw in enumerate(flaws)}).fields
    return {
        "chosen": chosen,
        "node": node,
        "word": KINDS[node.kind],
        "icon": ICONS[node.kind],
        "form": form or StepForm(actor, node),
        "filters": _filters(line, node, actor),
        "flaws": list(reasons.values()),
        "fixed": node.kind in ("entry", "exit"),
        "places": [] if node.kind in ("entry", "exit") else _places(graph, node, actor),
    }


def _adding(graph: Graph, start: str, way: str, actor: Actor) -> dict[str, Any]:
    node = graph.nodes[start]
    others = [one for one in graph.nodes.values() if one.kind != "entry" and one.id != node.after[way]]
    return {
        "chosen": "",
        "place": f"{start}:{way}",
        "behind": name_step(node, actor),
        "kinds": [(kind, ICONS[kind], KINDS[kind]) for kind in ADDABLE],
        "targets": [(one.id, name_step(one, actor)) for one in others],
    }


def _places(graph: Graph, node: Node, actor: Actor) -> list[tuple[str, str]]:
    found = []
    for one in graph.nodes.values():
        for way in one.after:
            if one.id != node.id and one.after[way] != node.id:
                told = name_step(one, actor)
                found.append((f"{one.id}:{way}", told if len(one.after) == 1 else f"{told} – {WAYS[way]}"))
    return found


def _filters(line: JourneyLine, node: Node, actor: Actor) -> list[tuple[str, str, str]]:
    found = []
    for setting in SPECS[node.kind].settings:
        if setting.type == "filter":
            text = node.text(setting.name)
            try:
                told = describe(parse(text), "customer", actor=actor) if text else ""
            except InvalidFilter:
                told = text
            found.append(
                (str(SETTINGS[setting.name]), told, at_conditions(line.id, node.id, setting.name, text))
            )
    return found


def crumbs_of(line: JourneyLine) -> list[Crumb]:
    """Return the way to a journey."""
    return [Crumb(_("Journeys"), "/journeys"), Crumb(line.name, f"/journeys/{line.id}")]
