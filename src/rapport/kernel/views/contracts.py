"""Saved views as strangers know them."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

Shared = Literal["own", "team", "unit", "all"]
SHARED: tuple[Shared, ...] = ("own", "team", "unit", "all")
LONGEST_QUERY = 6_000


@dataclass(frozen=True, slots=True)
class SavedView:
    """A list as an address says it (`query`, without the question mark), under a name.

    `mine` are its owner's rights to the reader; `pinned` and `standard` are the reader's own marks.
    """

    id: UUID
    kind: str
    name: str
    query: str
    shared: Shared
    mine: bool
    pinned: bool = False
    standard: bool = False
    version: int = 1
