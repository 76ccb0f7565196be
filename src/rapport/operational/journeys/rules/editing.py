"""Changing the picture of a journey: each change leaves a graph in which every way out leads somewhere."""

from dataclasses import replace

from rapport.kernel.errors import Conflict, Invalid, Missing, say
from rapport.operational.journeys.contracts.graph import ADDABLE, KINDS, Graph, Node
from rapport.operational.journeys.rules.checking import reach
from rapport.operational.journeys.rules.graph import MOST_STEPS


def add_after(graph: Graph, name: str, way: str, kind: str) -> tuple[Graph, str]:
    """Put a new step behind a way out of another; what stood there follows by its first way.

    Its other ways lead to ends of their own. Returns the graph and the new step's id; raises `Missing`,
    `Invalid`.
    """
    place = _place(graph, name, way)
    if kind not in ADDABLE:
        raise Invalid("There is no such kind of step.", fields={"kind": say("There is no such choice.")})
    if len(graph.nodes) + len(KINDS[kind].ways) > MOST_STEPS:
        raise Conflict("A journey has at most %(most)s steps.", values={"most": MOST_STEPS}, code="too-many")
    first, *others = KINDS[kind].ways
    fresh = _fresh(graph, 1 + len(others))
    after = {first: place.after[way], **dict(zip(others, fresh[1:], strict=True))}
    made = Node(fresh[0], kind, {}, after)
    ends = [Node(one, "exit") for one in fresh[1:]]
    return graph.with_nodes(_led(place, way, made.id), made, *ends), made.id


def remove(graph: Graph, name: str) -> Graph:
    """Take a step out; what follows by its first way takes its place, the rest goes along with it.

    Raises `Missing`, `Conflict` for the way in and for ends.
    """
    node = need(graph, name)
    if node.kind in ("entry", "exit"):
        raise Conflict("The way in and the ends of a journey stay.", code="fixed")
    return _sweep(_spliced(graph, node))


def move(graph: Graph, name: str, to: str, way: str) -> Graph:
    """Take a step from where it stands and put it behind another's way out, its branches along with it.

    Raises `Missing`, `Conflict` for the way in, for ends, and where it would stand behind itself.
    """
    node = need(graph, name)
    if node.kind in ("entry", "exit"):
        raise Conflict("The way in and the ends of a journey stay.", code="fixed")
    first, *others = KINDS[node.kind].ways
    own = {one for other in others for one in reach(graph, node.after[other])}
    if to == name or to in own - reach(graph, node.after[first]):
        raise Conflict("A step cannot stand behind itself.", code="behind-itself")
    _place(graph, to, way)
    without = _spliced(graph, node)
    place = without.nodes[to]
    moved = _led(without.nodes[name], first, place.after[way])
    return _sweep(without.with_nodes(_led(place, way, name), moved))


def lead(graph: Graph, name: str, way: str, target: str) -> Graph:
    """Have a way out lead to another step there is already; steps nobody comes to any more go.

    Raises `Missing`, `Conflict` where it leads to the way in.
    """
    place, wanted = _place(graph, name, way), need(graph, target)
    if wanted.kind == "entry":
        raise Conflict("Nobody goes back to where they came in.", code="fixed")
    return _sweep(graph.with_nodes(_led(place, way, target)))


def _spliced(graph: Graph, node: Node) -> Graph:
    """Return the graph in which whoever came to a step comes to what follows by its first way instead."""
    onwards = node.after[KINDS[node.kind].ways[0]]
    if onwards == node.id:
        onwards = next(iter(reach(graph, node.id) - {node.id}), node.id)
    changed = [
        replace(
            one, after={way: onwards if target == node.id else target for way, target in one.after.items()}
        )
        for one in graph.nodes.values()
        if one.id != node.id
    ]
    return graph.with_nodes(*changed)


def _sweep(graph: Graph) -> Graph:
    return graph.only(reach(graph, graph.entry.id))


def _led(node: Node, way: str, target: str) -> Node:
    return replace(node, after={**node.after, way: target})


def _fresh(graph: Graph, count: int) -> list[str]:
    highest = max((int(name[1:]) for name in graph.nodes if name[1:].isdecimal()), default=0)
    return [f"n{highest + place}" for place in range(1, count + 1)]


def need(graph: Graph, name: str) -> Node:
    """Return a step; raises `Missing`."""
    if name not in graph.nodes:
        raise Missing("There is no such step.")
    return graph.nodes[name]


def _place(graph: Graph, name: str, way: str) -> Node:
    node = need(graph, name)
    if way not in node.after:
        raise Missing("There is no such way out.")
    return node
