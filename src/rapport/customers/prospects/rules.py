"""How promising a prospect is: points for what is known, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.customers.prospects.contracts import Reason

MOST = 100
POINTS: Mapping[str, int] = {
    "hot": 40,
    "warm": 20,
    "email": 10,
    "verified": 10,
    "phone": 10,
    "company": 10,
    "consent": 15,
    "fresh": 15,
}
"""The points of each rule where the business chose none."""
FRESH_DAYS = 14


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a prospect; `last_touch_at` (UTC) is when something last happened with it."""

    interest: str = ""
    email: bool = False
    verified: bool = False
    phone: bool = False
    company: bool = False
    consent: bool = False
    last_touch_at: datetime | None = None


def score(
    known: Known, *, now: datetime, points: Mapping[str, int] = POINTS, fresh_days: int = FRESH_DAYS
) -> tuple[int, tuple[Reason, ...]]:
    """Return the score, 0 to 100, and its reasons, those of most points first.

    A rule of no points gives no reason; points below zero count against. The reasons always add up to the
    score, but for the bounds.
    """
    holds = {
        "hot": known.interest == "hot",
        "warm": known.interest == "warm",
        "email": known.email,
        "verified": known.verified,
        "phone": known.phone,
        "company": known.company,
        "consent": known.consent,
        "fresh": known.last_touch_at is not None and known.last_touch_at >= now - timedelta(days=fresh_days),
    }
    reasons = [Reason(code, points[code]) for code, held in holds.items() if held and points[code]]
    reasons.sort(key=lambda reason: (-reason.points, reason.code))
    return max(0, min(MOST, sum(reason.points for reason in reasons))), tuple(reasons)
