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


Written = Callable[[TableName], None]
"""Called after a table took something in."""
