"""When an event happened, where the sender's clock may be wrong and the event late."""

from dataclasses import dataclass
from datetime import datetime, timedelta

STEADY = timedelta(seconds=5)
"""A sender's clock this far off is taken for right: the way itself takes time."""


@dataclass(frozen=True, slots=True)
class Told:
    """When it happened by our clock, and by the sender's where it named a time (both UTC)."""

    happened_at: datetime
    claimed_at: datetime | None


def settle_time(claimed: datetime | None, sent: datetime | None, received: datetime) -> Told:
    """Return when an event happened.

    A sender that says when it sent shows how wrong its clock is, and its claim is moved by as much. What
    would have happened after it was received happened then. Without a claim, it happened as it came.
    """
    if claimed is None:
        return Told(received, None)
    skew = received - sent if sent is not None else timedelta(0)
    happened = _moved(claimed, skew) if abs(skew) > STEADY else claimed
    return Told(min(happened, received), claimed)


def _moved(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        return moment
