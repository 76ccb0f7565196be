"""Several orders as one: the first walks its index, the others break its ties."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Combinable, OrderBy

from rapport.kernel.paging.contracts import Order, Phase, Place

Sorted = tuple[Order, bool]
"""An order, and whether it is walked from its end."""


@dataclass(frozen=True, slots=True)
class TiedPhase:
    """A stretch of several orders: `first` walks its index, the keys of `others` break its ties.

    Its records have no value in the orders before, whose empty stretches `lacking` are. `whole` is the way
    the whole is walked in, `descending` the way of this stretch, `last` the way of the id.
    """

    first: Phase
    whole: bool
    descending: bool
    others: tuple[Sorted, ...]
    last: bool
    lacking: tuple[Phase, ...]

    @property
    def value(self) -> str:
        """The column of the first."""
        return self.first.value

    @property
    def id(self) -> str:
        """The column of the record's id in the first."""
        return self.first.id

    def stretch(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return what of these records lies in the stretch."""
        for phase in self.lacking:
            rows = phase.stretch(rows)
        return self.first.stretch(rows)

    def reach(self, rows: QuerySet[Any], key: Combinable) -> Combinable:
        """Return how a key is read from the rows of the first."""
        return self.first.reach(rows, key)

    def ordered(self, rows: QuerySet[Any], after: Place | None, *, descending: bool) -> QuerySet[Any, Any]:
        """Return (value, keys, id) beyond a place, without a value last in every key."""
        for phase in self.lacking:
            rows = phase.stretch(rows)
        if not self.first.value:
            return self.first.ordered(rows, after, descending=self._turned(descending)[-1])
        back = descending is not self.whole
        keys = {
            f"key_{at}": self.first.reach(rows, order.key) for at, (order, _way) in enumerate(self.others)
        }
        names, turned = (self.first.value, *keys, self.first.id), self._turned(descending)
        found = self.first.stretch(rows).annotate(**keys)
        if after is not None:
            values = after[0] if keys else after[:1]
            found = found.filter(_beyond(names, turned, (*values, after[1]), back=back))
        empty = {"nulls_first": True} if back else {"nulls_last": True}
        sorts: list[OrderBy] = [
            F(name).desc(**empty) if falls else F(name).asc(**empty)
            for name, falls in zip(keys, turned[1:], strict=False)
        ]
        ends = [f"{'-' * falls}{name}" for name, falls in ((names[0], turned[0]), (names[-1], turned[-1]))]
        ordered: QuerySet[Any, Any] = found.order_by(ends[0], *sorts, ends[1]).values_list(*names)
        return ordered

    def ways(self, *, descending: bool) -> Sequence[str]:
        """Return the way of each value and of the id."""
        last = "nulls first" if descending is not self.whole else "nulls last"
        ways = [f"{'desc' if falls else 'asc'} {last}" for falls in self._turned(descending)]
        return ways if self.first.value else ways[-1:]

    def _turned(self, descending: bool) -> list[bool]:
        """Which of the first, the keys and the id are walked from their end."""
        ways = (self.descending, *(way for _order, way in self.others), self.last)
        return [way is not (descending is not self.whole) for way in ways]

    def read(self, text: str | None) -> Any:
        """Return the values of the first and of each key; raises `ValueError`."""
        if not self.others:
            return self.first.read(text)
        try:
            first, *keys = msgspec.json.decode(text or "", type=list[str | None])
        except msgspec.MsgspecError as error:
            raise ValueError("not values") from error
        if any("\0" in key for key in (first, *keys) if key):
            raise ValueError("not a text")
        read = zip(self.others, keys, strict=True)
        return (
            self.first.read(first),
            *(None if key is None else order.phases[0].read(key) for (order, _way), key in read),
        )


def order_by_all(orders: Sequence[Sorted]) -> Order:
    """Return several orders as one, to be walked in the way of the first.

    Each next order breaks the ties of those before, in its own way; records without a value stand last in
    each. Those without one in the first are walked by the next, which has its own index. What is equal in the
    first is sorted by the others whenever a page meets it: people read through `browse`, which freezes what
    takes long.
    """
    alone = next((at for at, (order, _way) in enumerate(orders) if not order.phases[0].value), len(orders))
    named, last = orders[:alone], orders[alone][1] if alone < len(orders) else orders[0][1]
    if len(orders) == 1 or not named:
        return orders[0][0]
    return Order(tuple(_phases(named, orders[0][1], last, ())), orders[0][0].key)


def _phases(orders: Sequence[Sorted], whole: bool, last: bool, lacking: tuple[Phase, ...]) -> Iterator[Phase]:
    (first, way), *others = orders
    valued, *empty = first.phases
    yield TiedPhase(valued, whole, way, tuple(others), last, lacking)
    for phase in empty:
        if others:
            yield from _phases(others, whole, last, (*lacking, phase))
        else:
            yield TiedPhase(phase, whole, way, (), last, lacking)


def _beyond(names: Sequence[str], ways: Sequence[bool], values: Sequence[Any], *, back: bool) -> Q:
    """Records beyond these values: in the first key, or equal in it and beyond in the next, and so on."""
    found, equal = Q(), Q()
    for name, descends, value in zip(names, ways, values, strict=True):
        further = Q(**{f"{name}__{'lt' if descends else 'gt'}": value})
        if value is None:
            further = Q(**{f"{name}__isnull": False}) if back else Q(pk__in=())
        elif name not in (names[0], names[-1]) and not back:
            further |= Q(**{f"{name}__isnull": True})
        found |= equal & further
        equal &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return Q(**{f"{names[0]}__{'lte' if ways[0] else 'gte'}": values[0]}) & found
