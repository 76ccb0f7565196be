"""Where bands and blocks of a flow stand, on a field one wide and one high: pure geometry."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.analytical.segmentation.contracts.flow import Flow

GAP = 0.03


@dataclass(frozen=True, slots=True)
class Block:
    """All customers of a place at one moment: from `low` to `high`, at the left or the right."""

    place: str
    left: bool
    customers: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Band:
    """Customers on their way: `thick` from `start` at the left to `end` at the right, its lower edges."""

    flow: Flow
    start: float
    end: float
    thick: float


def lay_out(flows: Sequence[Flow], order: Sequence[str]) -> tuple[list[Block], list[Band]]:
    """Return blocks of both sides in the order of places, gaps between them, and the bands from one side to
    the other; thickness is proportional to customers and the same everywhere."""
    whole = sum(one.customers for one in flows)
    if not whole:
        return [], []
    sides = {left: _count(flows, order, left) for left in (True, False)}
    most = max(len(side) for side in sides.values())
    scale = (1 - GAP * (most - 1)) / whole
    blocks = [block for left, side in sides.items() for block in _stack(side, left, scale)]
    edge = {(block.place, block.left): block.high for block in blocks}
    starts = _take(flows, edge, order, scale, left=True)
    ends = _take(flows, edge, order, scale, left=False)
    bands = [Band(one, starts[one], ends[one], one.customers * scale) for one in flows]
    return blocks, bands


def _count(flows: Sequence[Flow], order: Sequence[str], left: bool) -> list[tuple[str, int]]:
    held = dict.fromkeys(order, 0)
    for one in flows:
        held[one.start if left else one.end] += one.customers
    return [(place, customers) for place, customers in held.items() if customers]


def _stack(side: Sequence[tuple[str, int]], left: bool, scale: float) -> list[Block]:
    """Stack the blocks of a side from the top down, a gap between two."""
    blocks, high = [], 1.0
    for place, customers in side:
        low = high - customers * scale
        blocks.append(Block(place, left, customers, low, high))
        high = low - GAP
    return blocks


def _take(
    flows: Sequence[Flow],
    edges: dict[tuple[str, bool], float],
    order: Sequence[str],
    scale: float,
    *,
    left: bool,
) -> dict[Flow, float]:
    """Return the lower edge of each band on a side: within a block in the order of its other end."""
    rank = {place: number for number, place in enumerate(order)}

    def by_other(one: Flow) -> tuple[int, int]:
        here, there = (one.start, one.end) if left else (one.end, one.start)
        return rank[here], rank[there]

    edge, found = dict(edges), dict[Flow, float]()
    for one in sorted(flows, key=by_other):
        place = (one.start if left else one.end, left)
        edge[place] -= one.customers * scale
        found[one] = edge[place]
    return found
