"""Records of the room."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Identified:
    """What a visitor said of who they are, and when (UTC); `proved` by a server or the shop's signature."""

    visitor_id: UUID
    happened_at: datetime
    proved: bool
    user: str | None = None
    email: str | None = None
    phone: str | None = None
    full_name: str | None = None
