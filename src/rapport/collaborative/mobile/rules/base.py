"""The mobile base by months, of what is counted."""

from collections.abc import Sequence
from datetime import date, timedelta

from rapport.collaborative.mobile.contracts.base import BaseMonth
from rapport.customers.consent.contracts import MoveCount


def list_firsts(today: date, months: int) -> list[date]:
    """Return the first days of so many months, the oldest first, the last of them today's."""
    firsts = [today.replace(day=1)]
    while len(firsts) < months:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    return firsts[::-1]


def build_months(
    counts: Sequence[MoveCount], dead: Sequence[date], today: date, months: int
) -> list[BaseMonth]:
    """Return the months with the people at the end of each: those of before, and who came less who went.

    `dead` are days on which the number of one who is there now was given up.
    """
    firsts = list_firsts(today, months)
    people = sum(one.parties if one.joined else -one.parties for one in counts if one.month < firsts[0])
    people -= sum(day < firsts[0] for day in dead)
    found = []
    for first in firsts:
        own = [one for one in counts if one.month == first]
        joined = {one.way: one.parties for one in own if one.joined}
        left = sum(one.parties for one in own if not one.joined)
        lost = sum(day.replace(day=1) == first for day in dead)
        people += sum(joined.values()) - left - lost
        found.append(BaseMonth(first, joined, left, lost, people))
    return found
