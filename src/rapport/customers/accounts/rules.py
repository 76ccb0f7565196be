"""Pure decisions: the clock that runs in business hours, the steps of a need, figures rolled up a tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from rapport.customers.accounts.contracts import LAST_STEP, TreeLine

LONGEST_SEARCH = 4_000
"""Days without work after which it is said that there is none: holidays of ten years."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a business works: from (in) to (out) on weekdays (0 is Monday) in its zone, but for holidays.

    Equal `start` and `end` mean the whole day; no days at all mean every day.
    """

    start: time
    end: time
    days: frozenset[int]
    holidays: frozenset[date] = frozenset()
    zone: str = "UTC"


def add_working(at: datetime, minutes: int, hours: Hours) -> datetime:
    """Return the moment (UTC) at which so many working minutes have passed since `at` (aware).

    Time is counted as it passes, not as clocks show it: a working day on which clocks change has its true
    length. What begins outside the hours begins with them. Raises ValueError where nobody ever works.
    """
    left = timedelta(minutes=minutes)
    now = at.astimezone(UTC)
    day = now.astimezone(ZoneInfo(hours.zone)).date() - timedelta(days=1)
    searched = 0
    while searched < LONGEST_SEARCH:
        opens, closes = _open_on(day, hours)
        start = max(now, opens)
        if start < closes:
            if start + left <= closes:
                return start + left
            left -= closes - start
            searched = 0
        searched += 1
        day += timedelta(days=1)
    raise ValueError("Nobody ever works.")


def working_between(start: datetime, end: datetime, hours: Hours) -> timedelta:
    """Return how much working time lies between two moments (aware), the later one last."""
    first, last = start.astimezone(UTC), end.astimezone(UTC)
    zone = ZoneInfo(hours.zone)
    day, until = first.astimezone(zone).date() - timedelta(days=1), last.astimezone(zone).date()
    passed = timedelta()
    while day <= until:
        opens, closes = _open_on(day, hours)
        passed += max(timedelta(), min(closes, last) - max(opens, first))
        day += timedelta(days=1)
    return passed


def _open_on(day: date, hours: Hours) -> tuple[datetime, datetime]:
    """The working time that begins on a day (UTC), empty on a free day; it may run over midnight."""
    zone = ZoneInfo(hours.zone)
    opens = datetime.combine(day, hours.start, zone).astimezone(UTC)
    if day in hours.holidays or (hours.days and day.weekday() not in hours.days):
        return opens, opens
    next_day = hours.end <= hours.start
    closes = datetime.combine(day + timedelta(days=int(next_day)), hours.end, zone).astimezone(UTC)
    return opens, max(opens, closes)


def plan_steps(raised_at: datetime, *, answer: int, further: int, hours: Hours) -> tuple[datetime, ...]:
    """Return when each step of a clock is due: at once, after `answer` working minutes, then `further`."""
    second = add_working(raised_at, answer, hours)
    return (raised_at.astimezone(UTC), second, add_working(raised_at, answer + further, hours))


def next_step(step: int, due: Sequence[datetime], now: datetime) -> int | None:
    """Return the step to take now, or None where the clock is not so far; `due` are all steps' moments."""
    following = step + 1
    return following if following <= LAST_STEP and due[following - 1] <= now else None


@dataclass(frozen=True, slots=True)
class Node:
    """A company of a group with its own figures."""

    id: UUID
    parent_id: UUID | None
    name: str
    orders: int
    spent_minor: int
    currency: str


def roll_up(nodes: Sequence[Node]) -> list[TreeLine]:
    """Return the companies as a tree, parents first and by name, each with the sum of all below it.

    One whose parent is not among them stands at the top. Currencies are never added to each other.
    """
    known = {node.id for node in nodes}
    below: dict[UUID | None, list[Node]] = {}
    for node in sorted(nodes, key=lambda node: (node.name.casefold(), node.id)):
        parent = node.parent_id if node.parent_id in known and node.parent_id != node.id else None
        below.setdefault(parent, []).append(node)
    lines: list[TreeLine] = []
    seen: set[UUID] = set()
    for top in below.get(None, ()):
        _walk(top, 0, below, seen, lines)
    return lines


def _walk(
    node: Node,
    depth: int,
    below: Mapping[UUID | None, Sequence[Node]],
    seen: set[UUID],
    lines: list[TreeLine],
) -> tuple[int, dict[str, int]]:
    if node.id in seen:
        return 0, {}
    seen.add(node.id)
    own = {node.currency: node.spent_minor} if node.currency and node.spent_minor else {}
    place = len(lines)
    orders, rolled = node.orders, dict(own)
    for child in below.get(node.id, ()):
        more, sums = _walk(child, depth + 1, below, seen, lines)
        orders += more
        for currency, minor in sums.items():
            rolled[currency] = rolled.get(currency, 0) + minor
    lines.insert(place, TreeLine(node.id, node.name, depth, node.orders, orders, own, rolled))
    return orders, rolled
