"""When reality has left the band: pure decisions about steps that were forecast and have come."""

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from rapport.analytical.forecast.contracts.series import Departed, Judged, Side

RUN = 3
"""So many steps in a row on one side: of a band that holds eight in ten, chance alone brings that in one
case in five hundred."""
FAR = 1.0
"""One step alone counts where it lies farther beyond the band than the band is wide, times this."""


def find_departure(judged: Sequence[Judged]) -> Departed | None:
    """Return how the newest of these steps (rising) left the band, or None where they did not.

    Steps in a row outside on one side are one departure; it counts from the third on, or at once where the
    newest step is far out.
    """
    if not judged or (side := find_side(judged[-1])) is None:
        return None
    run = list(takewhile(lambda one: find_side(one) is side, reversed(judged)))
    if len(run) < RUN and not any(is_far(one) for one in run):
        return None
    return Departed(
        side=side,
        first=run[-1].day,
        last=run[0].day,
        steps=len(run),
        came=sum(one.actual for one in run),
        low=sum(one.low for one in run),
        high=sum(one.high for one in run),
    )


def is_news(judged: Sequence[Judged], found: Departed, since: date) -> bool:
    """Return whether the departure was not there yet before the steps from this day on had come."""
    before = find_departure([one for one in judged if one.day < since])
    return before is None or before.first != found.first


def find_side(one: Judged) -> Side | None:
    """Return on which side of its band a step lies, or None inside it."""
    if one.actual > one.high:
        return Side.ABOVE
    return Side.BELOW if one.actual < one.low else None


def is_far(one: Judged) -> bool:
    """Return whether a step lies far beyond its band."""
    beyond = max(one.actual - one.high, one.low - one.actual)
    return beyond > FAR * (one.high - one.low)
