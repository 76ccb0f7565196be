"""Campaigns that go out by hand: which channels, what may come of them, and when a call is tried again."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

BY_HAND = ("call", "letter", "partner")
"""Channels without an address of ours they come from."""
REACHES = ("post", "phone", "email")
"""By what a partner reaches customers; a call is by phone, a letter by post."""
OUTCOMES = (
    *("interested", "bought", "not-interested", "later", "no-answer", "wrong-number", "returned", "stop"),
)
REACHED = frozenset({"interested", "bought", "not-interested", "later", "stop"})
"""Where somebody spoke with the customer, or the customer answered."""
GOOD = frozenset({"interested", "bought"})
"""What is worth a salesperson's time."""
ON_CALL = tuple(one for one in OUTCOMES if one != "returned")
BY_POST = ("interested", "bought", "not-interested", "returned", "stop")
PARTNER_PURPOSE = "partner"
"""What whoever is handed on to a partner has agreed to."""
PAUSE = timedelta(hours=4)
"""How long a customer who did not answer is left alone."""
_REACH = {"call": "phone", "letter": "post"}
_WORDS = {
    **{"interested": ("interest", "yes", "感兴趣", "有兴趣"), "bought": ("ordered", "已购买", "购买")},
    **{"not-interested": ("no", "not interested", "不感兴趣", "没兴趣"), "later": ("call later", "稍后再打")},
    **{"no-answer": ("not reached", "no answer", "无人接听"), "wrong-number": ("wrong number", "号码错误")},
    **{"returned": ("undeliverable", "退回"), "stop": ("opt out", "no more", "不再联系", "退订")},
}
"""What people write in files instead of the codes."""


@dataclass(frozen=True, slots=True)
class Following:
    """What follows on a try: still open and when (UTC), or done."""

    state: Literal["open", "done"]
    next_at: datetime | None


def consent_channel(channel: str, reach: str) -> str:
    """Return the channel people have to have agreed to: by hand, that by which they are reached."""
    return _REACH.get(channel) or (reach if channel == "partner" else channel)


def outcomes_of(channel: str) -> tuple[str, ...]:
    """Return what may come of a channel."""
    return {"call": ON_CALL, "letter": BY_POST}.get(channel, OUTCOMES)


def read_outcome(text: str) -> str:
    """Return the outcome a text of a file names, by its code or usual words; empty for anything else."""
    said = " ".join(text.casefold().replace("_", "-").split())
    if said in OUTCOMES:
        return said
    return next((code for code, words in _WORDS.items() if said in words), "")


def follow(
    outcome: str,
    *,
    tries: int,
    most: int,
    now: datetime,
    again_at: datetime | None,
    zone: str,
    hours: tuple[int, int],
) -> Following:
    """Decide what follows on a try, the `tries`-th of `most`; `hours` are those of the customer's clock.

    Whoever asks to be called later is, however often it was tried; whoever does not answer until the tries
    are used up.
    """
    if outcome == "later":
        return Following("open", into_hours(again_at or now + timedelta(days=1), zone, hours))
    if outcome == "no-answer" and tries < most:
        return Following("open", into_hours(again_at or now + PAUSE, zone, hours))
    return Following("done", None)


def into_hours(moment: datetime, zone: str, hours: tuple[int, int]) -> datetime:
    """Return the moment (UTC), or the next one within the hours of that place's clock; the last is out."""
    start, end = hours
    local = moment.astimezone(ZoneInfo(zone))
    if start <= local.hour < end:
        return moment.astimezone(UTC)
    day = local.date() if local.hour < start else local.date() + timedelta(days=1)
    opening = datetime(day.year, day.month, day.day, start, tzinfo=ZoneInfo(zone))
    return opening.astimezone(UTC)


def within_hours(moment: datetime, zone: str, hours: tuple[int, int]) -> bool:
    """Tell whether the clock of a place stands within the hours."""
    return into_hours(moment, zone, hours) == moment.astimezone(UTC)
