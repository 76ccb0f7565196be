"""Watched metrics as the operation takes them and others see them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

WATCH = "reporting.watch"
"""The kind of job that judges the days that have become whole."""
Way = Literal["usual", "above", "below"]
Sense = Literal["keen", "usual", "calm"]
Watched = Literal["both", "above", "below"]
Side = Literal["above", "below"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDraft:
    """Which metric is watched, of what a filter leaves, and against what.

    `way` usual compares with the same weekday of the weeks before (`rules/usual.py`), by `sense` and `side`;
    `above` and `below` with `limit`: major units of money, per cent of a share, else the plain number.
    `members` hear of it beside its owner.
    """

    name: str
    metric: str
    filter: str = ""
    way: Way = "usual"
    sense: Sense = "usual"
    side: Watched = "both"
    limit: float | None = None
    members: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLine:
    """A watched metric as it stands; `judged_day` (UTC) was looked at last, `trouble` says why not since."""

    id: UUID
    name: str
    metric: str
    filter: str
    way: Way
    sense: Sense
    side: Watched
    limit: float | None
    members: tuple[UUID, ...]
    owner_id: UUID
    active: bool
    judged_day: date | None
    trouble: str
    version: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RiseLine:
    """Days (UTC) in a row on which a metric stood out: the last of them with its band, and who took note.

    Values are minor units of money, shares of one, else plain numbers. `told_by` is `forecast` where the
    forecast had told of the same days already.
    """

    id: UUID
    alert_id: UUID
    side: Side
    first_day: date
    last_day: date
    value: float
    usual: float | None
    low: float | None
    high: float | None
    told_at: datetime
    told_by: str
    ended_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by_id: UUID | None
    remark: str
