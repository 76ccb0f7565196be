"""What a micro-batch adds: sums by the minute, when each visitor came to each step, gains of profiles."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from rapport.bigdata.realtime.contracts import Gain, Happening

PROMPT = timedelta(seconds=60)
"""An event that arrives within this time after it happened is on time."""
BOUNDS = (0.25, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0)
BEYOND = "more"
STEPS = ("product", "cart", "checkout", "order")
"""The steps of the funnel after being on the site at all, by the names of their events."""
Cell = tuple[datetime, str, str]
"""A minute, what is counted, and which."""


def count_minutes(
    events: Iterable[Happening], *, now: datetime, used: Collection[UUID]
) -> tuple[Counter[Cell], dict[Cell, str]]:
    """Return how often each thing was counted in each minute, and what people call it.

    What visitors did counts when it happened; how the data is (measures `in` and after) when it arrived.
    """
    alike: Counter[tuple[Any, ...]] = Counter()
    counts: Counter[Cell] = Counter()
    labels: dict[Cell, str] = {}
    for one in events:
        happened, prompt = _minute(one.happened_at), one.received_at - one.happened_at <= PROMPT
        alike[(happened, one.received_at, one.event, one.source_id, one.whole, prompt, one.id in used)] += 1
        if one.event in ("product", "error") and one.thing:
            cell = (happened, one.event, one.thing)
            labels[cell] = max(labels.get(cell, ""), one.label)
            counts[cell] += 1
        if one.origin:
            counts[(happened, "source", one.origin)] += 1
    for (happened, received_at, event, source_id, whole, prompt, is_used), times in alike.items():
        arrived = _minute(received_at)
        counts[(happened, "event", event)] += times
        counts[(arrived, "in", event)] += times
        counts[(arrived, "from", str(source_id))] += times
        counts[(arrived, "within", within(now - received_at))] += times
        for measure, so in (("whole", whole), ("prompt", prompt), ("used", is_used)):
            if so:
                counts[(arrived, measure, "")] += times
    return counts, labels


def within(delay: timedelta) -> str:
    """Return the bound in seconds a delay stays within."""
    seconds = delay.total_seconds()
    return next((str(bound) for bound in BOUNDS if seconds <= bound), BEYOND)


def quantile_bound(counts: Mapping[str, int], share: float) -> float | None:
    """Return the bound in seconds this share of the counted delays stays within; None beyond the last."""
    total, reached = sum(counts.values()), 0
    for bound in BOUNDS:
        reached += counts.get(str(bound), 0)
        if total and reached >= share * total:
            return bound
    return None


def follow_steps(events: Iterable[Happening]) -> dict[UUID, dict[str, datetime]]:
    """Return when each visitor last did anything (`seen`) and last came to each step."""
    found: dict[UUID, dict[str, datetime]] = {}
    for one in events:
        if one.visitor_id is None:
            continue
        steps = found.setdefault(one.visitor_id, {"seen": one.happened_at})
        for step in ("seen", one.event):
            if step == "seen" or step in STEPS:
                steps[step] = max(steps.get(step, one.happened_at), one.happened_at)
    return found


def add_up(events: Iterable[Happening]) -> list[Gain]:
    """Return what each visitor's profile gains, by visitor."""
    gains: dict[UUID, Gain] = {}
    for one in events:
        if one.visitor_id is None:
            continue
        gain = gains.setdefault(one.visitor_id, Gain(one.visitor_id, one.happened_at, one.happened_at))
        gain.first_at, gain.last_at = min(gain.first_at, one.happened_at), max(gain.last_at, one.happened_at)
        _add(gain, one)
    return [gains[visitor_id] for visitor_id in sorted(gains, key=attrgetter("int"))]


def _add(gain: Gain, one: Happening) -> None:
    if one.event == "product":
        gain.views += 1
        if one.category:
            gain.categories[one.category] = gain.categories.get(one.category, 0) + 1
        # Of two at one moment the later name stands, so that it is the same in whatever order they came.
        if (one.happened_at, one.label) > (gain.viewed_at or gain.first_at, gain.viewed):
            gain.viewed_at, gain.viewed = one.happened_at, one.label
    elif one.event == "search":
        gain.searches += 1
    elif one.event == "cart":
        gain.carts += 1
        gain.cart_at = max(gain.cart_at or one.happened_at, one.happened_at)
    elif one.event == "order":
        gain.orders += 1
        gain.order_at = max(gain.order_at or one.happened_at, one.happened_at)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
