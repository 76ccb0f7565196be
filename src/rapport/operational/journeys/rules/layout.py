"""Where the steps of a journey stand in its picture: rows downwards, a column for each branch."""

from dataclasses import dataclass

from rapport.operational.journeys.contracts.graph import Graph


@dataclass(frozen=True, slots=True)
class Spot:
    """A step's place, counted from 0."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Line:
    """A way from one step to the next; `jump` where that one stands behind another step in the picture."""

    start: str
    way: str
    end: str
    jump: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands, in the order one reads it; `columns` and `rows` are the picture's size."""

    spots: dict[str, Spot]
    lines: tuple[Line, ...]
    columns: int
    rows: int


def lay_out(graph: Graph) -> Layout:
    """Return where each step stands: no two in one place, each lower than all that lead to it.

    Ways that close a circle do not push steps down; they are drawn as leading back.
    """
    order, backs = _walk(graph)
    row = dict.fromkeys(order, 0)
    for name in order:
        for way, target in graph.nodes[name].after.items():
            if (name, way) not in backs:
                row[target] = max(row[target], row[name] + 1)
    column, trunk = _columns(graph, order, backs)
    spots = {name: Spot(row[name], column[name]) for name in order}
    lines = tuple(
        Line(name, way, target, (name, way) not in trunk)
        for name in order
        for way, target in graph.nodes[name].after.items()
    )
    return Layout(spots, lines, max(column.values()) + 1, max(row.values()) + 1)


def _walk(graph: Graph) -> tuple[list[str], set[tuple[str, str]]]:
    """Return the steps so that each comes after all that lead to it, and the ways that close circles."""
    done, open_, backs = list[str](), set[str](), set[tuple[str, str]]()
    seen = set[str]()

    def visit(name: str) -> None:
        seen.add(name)
        open_.add(name)
        for way, target in reversed(list(graph.nodes[name].after.items())):
            if target in open_:
                backs.add((name, way))
            elif target not in seen:
                visit(target)
        open_.discard(name)
        done.append(name)

    visit(graph.entry.id)
    return done[::-1], backs


def _columns(
    graph: Graph, order: list[str], backs: set[tuple[str, str]]
) -> tuple[dict[str, int], set[tuple[str, str]]]:
    """Give the first way out the column of its step and every other way a column of its own to the right.

    Ways that lead back place nothing, so a column only ever goes down. Returns the ways along which steps
    were placed, too: those that are drawn as lines.
    """
    column = {graph.entry.id: 0}
    trunk = set[tuple[str, str]]()
    nextfree = 1

    def follow(name: str) -> None:
        nonlocal nextfree
        for place, (way, target) in enumerate(graph.nodes[name].after.items()):
            if target in column or (name, way) in backs:
                continue
            trunk.add((name, way))
            if place:
                column[target] = nextfree
                nextfree += 1
            else:
                column[target] = column[name]
            follow(target)

    follow(graph.entry.id)
    return {name: column[name] for name in order}, trunk
