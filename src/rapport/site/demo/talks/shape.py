"""A conversation of a demo shop as it is written down: who said what, how long ago, what became of it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Who = Literal["customer", "staff", "note", "machine"]
Line = tuple[Who, str, str]
"""Who; when (`6 14:20`: six days before by the shop's clock, `90`: minutes before now); what."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation; a `stranger` is (name, address), otherwise some customer writes.

    A `picture` is that of a cup, chipped or whole, and comes with the first line.
    `whose` is the owner's, the clerk's of the customer's unit, or nobody's; `bounced`: the last answer
    came back. In its lines `{customer}` and `{agent}` stand for names.
    """

    subject: str
    lines: tuple[Line, ...]
    end: Literal["open", "closed", "snoozed"] = "closed"
    whose: Literal["owner", "clerk", ""] = "clerk"
    tags: tuple[str, ...] = ()
    stranger: tuple[str, str] | None = None
    bounced: bool = False
    picture: Literal["chipped", "whole", ""] = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A word that is answered by itself: what it subscribes to, and what is asked before."""

    word: str
    answer: str
    purpose: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Conversations with one address of a shop; its customers write Chinese, or they do not."""

    channel: str
    name: str
    address: str
    chinese: bool
    talks: tuple[Talk, ...]
    services: tuple[Service, ...] = ()


def moment_of(when: str, now: datetime, zone: str) -> datetime:
    """Return the moment (UTC) a line was said."""
    days, _, clock = when.partition(" ")
    if not clock:
        return now - timedelta(minutes=int(days))
    here = now.astimezone(ZoneInfo(zone))
    day = here.date() - timedelta(days=int(days))
    return datetime.combine(day, time.fromisoformat(clock), here.tzinfo).astimezone(now.tzinfo)
