"""Is a journey sound? Every path ends, nobody goes in circles without a rest, everything needed is there."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapport.kernel.errors import Invalid, say
from rapport.kernel.merge_text.api import parse
from rapport.operational.journeys.contracts.graph import KINDS, Graph, Node

OF_CUSTOMERS = ("name", "given_name", "family_name", "city", "country")
PRODUCT = "product"
PLACES = (*OF_CUSTOMERS, PRODUCT)
"""What a message may say of a customer, and of the product that made them come in."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a step."""

    node: str
    reason: str


def check_graph(graph: Graph) -> list[Flaw]:
    """Return all that keeps a journey from being live, in the order of its steps; empty where it is sound.

    What filters and texts of fields name is asked by the caller: it needs the business's own fields.
    """
    flaws = [flaw for node in graph.nodes.values() for flaw in _check_node(node, graph)]
    if not flaws:
        flaws += _check_paths(graph)
    return flaws


def _check_node(node: Node, graph: Graph) -> Iterator[Flaw]:
    for way in KINDS[node.kind].ways:
        target = graph.nodes.get(node.after.get(way, ""))
        if target is None:
            yield Flaw(node.id, say("A way out leads nowhere."))
        elif target.kind == "entry":
            yield Flaw(node.id, say("Nobody goes back to where they came in."))
    for setting in KINDS[node.kind].settings:
        if setting.needed and not str(node.get(setting.name)).strip():
            yield Flaw(node.id, say("Something is still to be filled in."))
    yield from _check_words(node)


def _check_words(node: Node) -> Iterator[Flaw]:
    if node.kind == "message":
        if "email" in (node.get("channel"), node.get("instead")) and not node.text("subject").strip():
            yield Flaw(node.id, say("The e-mail has no subject."))
        if node.get("instead") == node.get("channel"):
            yield Flaw(node.id, say("The other channel is the same one."))
        if not node.get("instead") and (node.get("first") == "best" or node.number("patience")):
            yield Flaw(node.id, say("Choose the other channel."))
        for name in ("subject", "text", "instead_text"):
            try:
                parse(node.text(name), PLACES)
            except Invalid as error:
                yield Flaw(node.id, say("A place cannot be filled: %(why)s", why=str(error)))
    if node.kind == "entry" and node.get("trigger") == "segment" and not node.text("rule"):
        yield Flaw(node.id, say("Choose the segment."))


def _check_paths(graph: Graph) -> Iterator[Flaw]:
    reached = reach(graph, graph.entry.id)
    ends = {node.id for node in graph.nodes.values() if not node.after}
    back: dict[str, set[str]] = {name: set() for name in graph.nodes}
    for node in graph.nodes.values():
        for target in node.after.values():
            back[target].add(node.id)
    ending, todo = set(ends), list(ends)
    while todo:
        for before in back[todo.pop()] - ending:
            ending.add(before)
            todo.append(before)
    for name in graph.nodes:
        if name not in reached:
            yield Flaw(name, say("Nobody ever comes here."))
        elif name not in ending:
            yield Flaw(name, say("From here nobody ever leaves."))
    yield from (Flaw(name, say("People would go in circles without a rest.")) for name in _restless(graph))


def reach(graph: Graph, start: str) -> set[str]:
    """Return the steps that can be come to from one, itself included."""
    seen, todo = {start}, [start]
    while todo:
        for target in graph.nodes[todo.pop()].after.values():
            if target in graph.nodes and target not in seen:
                seen.add(target)
                todo.append(target)
    return seen


def _restless(graph: Graph) -> list[str]:
    """Return the steps of circles in which nothing waits."""
    quick = {name for name, node in graph.nodes.items() if not KINDS[node.kind].waits}
    alone = Graph(
        {
            name: Node(
                name,
                node.kind,
                node.settings,
                {way: target for way, target in node.after.items() if target in quick},
            )
            for name, node in graph.nodes.items()
            if name in quick
        }
    )
    return [
        name
        for name, node in alone.nodes.items()
        if any(name in reach(alone, target) for target in node.after.values())
    ]
