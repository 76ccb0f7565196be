"""What crosses the room's wall: completeness, and a person's report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what the shop needs to serve a customer is there, in percent, and what is missing."""

    percent: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportPart:
    """What a room adds to a person's report: a name, and how its records about parties are read."""

    name: str
    read: Callable[[Sequence[UUID]], list[dict[str, Any]]]
