"""Pure decisions about deliveries: where a report leads, what a death leaves, when to try again."""

from collections.abc import Iterable
from datetime import timedelta

ATTEMPTS = 7
_RANK = {
    "held": 0,
    "waiting": 0,
    "claimed": 1,
    "sending": 2,
    "uncertain": 3,
    "sent": 4,
    "failed": 5,
    "refused": 5,
    "delivered": 6,
    "read": 7,
}
"""A failure outranks having been sent, since it is known later; having arrived outranks a failure."""


def forward(present: str, reported: str) -> str:
    """Return the state a report leads to: never back, in whatever order reports come."""
    return reported if _RANK[reported] > _RANK[present] else present


def after_death(present: str, purpose: str) -> str:
    """Return what a delivery becomes whose sender died: nobody knows of one that was being sent.

    The customer waits for an answer, so it is sent again under the same reference; what advertises is not.
    One that was reported meanwhile stays what it is.
    """
    if present != "sending":
        return present
    return "uncertain" if purpose else "waiting"


def whole(parts: Iterable[str]) -> str:
    """Return how far a delivery in parts is: as far as the least of them, and failed with any that failed."""
    reached = list(parts)
    if "failed" in reached:
        return "failed"
    return min(reached, key=_RANK.__getitem__)


def pause_after(tries: int, wait: timedelta | None = None) -> timedelta:
    """Return how long to wait after so many tries: 1, 4, 16, 64 … minutes, at least what was asked for."""
    usual = timedelta(minutes=min(4 ** max(tries - 1, 0), 720))
    return max(usual, min(wait or usual, timedelta(days=1)))
