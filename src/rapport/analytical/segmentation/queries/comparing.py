"""Reads: two or three segments beside each other, by everything that is known of their customers."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, TextField
from django.db.models.functions import MD5, Cast

from rapport.analytical.mood.api import count_moods
from rapport.analytical.segmentation.contracts.comparing import Compared, Comparison, Figure, Group
from rapport.analytical.segmentation.models import Segment, SegmentMember
from rapport.analytical.segmentation.queries.segments import require, within_reach
from rapport.analytical.segmentation.rules.comparing import (
    compare_means,
    compare_shares,
    mean_interval,
    place_share,
)
from rapport.analytical.value.api import spread_worths
from rapport.analytical.value.contracts import Spread, WorthSpread
from rapport.analytical.warehouse.api.answering import Statement, answer_statements
from rapport.kernel.errors import Missing, RapportError, Unknown, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.shares import Difference

FEWEST, MOST = 2, 3
ASKED, SHOWN = 5_000, 6
# Counted by order and by piece, so that no currency is added to another.
_CHANNELS = """
select s.channel, count(distinct s.order_id) from order_lines as s
 where s.party_id in (select unnest($ids)) group by 1
"""
_CATEGORIES = """
select coalesce(p.category, ''), sum(s.pieces) from order_lines as s
  left join (select sku, any_value(category) as category from products group by sku) as p on p.sku = s.sku
 where s.party_id in (select unnest($ids)) group by 1
"""


def read_comparison(ids: Sequence[UUID], *, actor: Actor) -> Comparison:
    """Return two or three segments beside each other, of the customers the actor may see.

    Channels and categories are those of at most 5,000 customers of each, drawn by lot.
    Raises `Unknown` for a segment there is not or another number of them, `Forbidden`.
    """
    require(actor, "view")
    rows = {row.id: row.name for row in Segment.objects.filter(id__in=ids)}
    chosen = [one for one in dict.fromkeys(ids) if one in rows]
    if len(chosen) != len(ids) or not FEWEST <= len(chosen) <= MOST:
        reason = say("Two or three different segments.")
        raise Unknown("These segments cannot be compared.", fields={"of": reason})
    members = [within_reach(SegmentMember.objects.filter(segment_id=one), actor) for one in chosen]
    parties = [one.values("party_id") for one in members]
    sizes = [one.count() for one in members]
    worths = [spread_worths(one) for one in parties]
    moods = [count_moods(one) for one in parties]
    shares, asked = _read_marts(members, actor)
    shares["mood"] = _compare_counts(moods)
    return Comparison(
        segments=[(one, rows[one], size) for one, size in zip(chosen, sizes, strict=True)],
        measures=_compare_worths(sizes, worths),
        shares={name: found for name, found in shares.items() if found},
        asked=asked,
    )


def _compare_worths(sizes: Sequence[int], worths: Sequence[WorthSpread]) -> list[Compared]:
    buyers = [one.buyers for one in worths]
    spreads: dict[str, Callable[[WorthSpread], Spread]] = {
        "revenue": lambda one: one.revenue,
        "orders": lambda one: one.orders,
        "alive": lambda one: one.alive,
        "ahead": lambda one: one.ahead,
    }
    means = {name: [how(one) for one in worths] for name, how in spreads.items()}
    returned = [
        Figure(one.returned_minor / one.revenue_minor if one.revenue_minor else None, None, None, one.buyers)
        for one in worths
    ]
    return [
        _compare_parts("bought", list(zip(buyers, sizes, strict=True))),
        _compare_parts("came_back", [(one.came_back, one.buyers) for one in worths]),
        _compare_spreads("revenue", means["revenue"]),
        _compare_spreads("orders", means["orders"]),
        Compared("returned", returned, [None] * len(worths)),
        *(_compare_spreads(name, means[name]) for name in ("alive", "ahead") if _is_known(means[name])),
    ]


def _is_known(spreads: Sequence[Spread]) -> bool:
    return any(one.count for one in spreads)


def _compare_parts(measure: str, parts: Sequence[tuple[int, int]]) -> Compared:
    """Return shares beside each other, each a count and of how many."""
    figures = []
    for count, of in parts:
        low, high = place_share(count, of) or (None, None)
        figures.append(Figure(count / of if of else None, low, high, of))
    (count, of), *others = parts
    differences = [None, *(compare_shares(one, many, count, of) for one, many in others)]
    return Compared(measure, figures, differences)


def _compare_spreads(measure: str, spreads: Sequence[Spread]) -> Compared:
    figures = []
    for one in spreads:
        low, high = mean_interval(one.count, one.mean, one.deviation) or (None, None)
        figures.append(Figure(one.mean if one.count else None, low, high, one.count))
    first = (spreads[0].count, spreads[0].mean, spreads[0].deviation)
    differences: list[Difference | None] = [None]
    differences += [compare_means((one.count, one.mean, one.deviation), first) for one in spreads[1:]]
    return Compared(measure, figures, differences)


def _compare_counts(counts: Sequence[dict[str, int]]) -> list[Compared]:
    """Return what parts are of each whole, those that are largest in any of them first."""
    wholes = [sum(one.values()) for one in counts]
    names = {name for one in counts for name in one}
    sizes = {
        name: max(one.get(name, 0) / whole if whole else 0 for one, whole in zip(counts, wholes, strict=True))
        for name in names
    }
    order = sorted(names, key=lambda name: (-sizes[name], name))[:SHOWN]
    return [
        _compare_parts(name, [(one.get(name, 0), whole) for one, whole in zip(counts, wholes, strict=True)])
        for name in order
    ]


def _read_marts(
    members: Sequence["QuerySet[SegmentMember]"], actor: Actor
) -> tuple[dict[Group, Sequence[Compared]], list[int]]:
    """Return orders by channel and pieces by category of some customers of each segment, and of how many."""
    some = [_draw_lot(rows) for rows in members]
    asked = [Statement(sql, {"ids": ids}) for sql in (_CHANNELS, _CATEGORIES) for ids in some]
    try:
        found = answer_statements(actor.tenant_id, ["order_lines", "products"], asked)
    except RapportError as refusal:
        if isinstance(refusal, Missing) or refusal.kind == "upstream":
            return {}, [0] * len(members)
        raise
    counts = [{str(name): int(count) for name, count, *_rest in _pairs(one.rows)} for one in found]
    half = len(members)
    return {
        "channel": _compare_counts(counts[:half]),
        "category": _compare_counts(counts[half:]),
    }, [len(one) for one in some]


def _draw_lot(members: "QuerySet[SegmentMember]") -> list[str]:
    """Return some of the members, by a digest of their ids: the same each time, no older than others."""
    drawn = members.order_by(MD5(Cast("party_id", TextField())))
    return [str(one) for one in drawn.values_list("party_id", flat=True)[:ASKED]]


def _pairs(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [row for row in rows if row[0] is not None and row[1]]
