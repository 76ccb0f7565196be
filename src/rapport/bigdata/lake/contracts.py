"""What the lake tells of itself."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from rapport.bigdata.stream.contracts import Reader

READER = Reader("lake")
"""Every message is kept until the lake has it."""


@dataclass(frozen=True, slots=True, order=True)
class TableName:
    """A table of the lake: one kind of fact of one business."""

    tenant_id: UUID
    fact: str


@dataclass(frozen=True, slots=True)
class Cut:
    """Which facts leave by the month, and whose: `column` of each holds the id of whom it tells.

    Known is whoever stands in the column of the fact `known`.
    """

    facts: tuple[str, ...]
    column: str
    known: tuple[str, str]


Written = Callable[[TableName], None]
"""Called after a table took something in."""
