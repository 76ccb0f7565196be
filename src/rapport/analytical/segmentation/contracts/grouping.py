"""Groups found in the data: figures, traits, and the life of one finding."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class GroupingRefusal(StrEnum):
    """Why no groups were found."""

    FEW = "few"
    ALIKE = "alike"
    NO_GROUPS = "no_groups"


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One number of groups that was tried: the mean silhouette (how far groups lie apart, -1 to 1), the mean
    adjusted Rand index of drawing the customers anew (1: always the same groups), the smallest group's share,
    and whether it could be chosen."""

    method: str
    clusters: int
    silhouette: float
    stability: float
    smallest: float
    sound: bool


@dataclass(frozen=True, slots=True)
class Trait:
    """A feature in a group: the group's median beside everybody's (days, purchases, minor units, a share),
    and how many quartile distances lie between them."""

    feature: str
    middle: float
    of_all: float
    step: float


@dataclass(frozen=True, slots=True)
class GroupProfile:
    """A group as it was when it was found, the most telling trait first; revenue in minor units."""

    cluster: int
    customers: int
    revenue_minor: int
    revenue_share: float
    traits: tuple[Trait, ...]


@dataclass(frozen=True, slots=True)
class GroupingLine:
    """One time groups were looked for: data, method, figures, life; `drift` is the population stability index
    of the customers now against those it was learnt from."""

    id: UUID
    number: int
    as_of: datetime
    state: str
    refusal: GroupingRefusal | None
    method: str
    clusters: int
    customers: int
    seed: int
    code_version: str
    snapshot: Mapping[str, Any]
    curve: tuple[CurvePoint, ...]
    profiles: tuple[GroupProfile, ...]
    drift: float | None
    checked_at: datetime | None
    approved_at: datetime | None
    approved_by: UUID | None = None
