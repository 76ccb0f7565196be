"""Records of the room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from rapport.collaborative.delivery.contracts import AccountState, InFile

CHANNEL = "chat"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who writes: their own secret found them. `lines` is the number of the newest line they have."""

    id: UUID
    tenant_id: UUID
    account_id: UUID
    name: str
    email: str
    customer_id: UUID | None
    proved: bool
    lines: int

    @property
    def address(self) -> str:
        """Return the address delivery knows them by."""
        return self.id.hex


@dataclass(frozen=True, slots=True)
class Posted:
    """A message as a page sent it; `id` is the page's own: with the same one it is the same."""

    account: AccountState
    token: str = field(repr=False)
    id: str
    text: str
    at: datetime
    page: str = ""
    title: str = ""
    language: str = ""
    name: str = ""
    email: str = ""
    tracked: str = ""
    person: bool = False
    files: tuple[InFile, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Kept:
    """A posted message that is kept: whose it is, its line's number; or `refused`: they are blocked."""

    visitor_id: UUID
    number: int
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One message as its visitor sees it (`at` UTC); `files` are (position, name, media type, size)."""

    number: int
    id: UUID
    mine: bool
    who: str
    text: str
    at: datetime
    own_id: str = ""
    files: tuple[tuple[int, str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A call of the widget, whatever served it; `body` is whole, `own` our own site, where it is tried."""

    method: str
    path: str
    query: Mapping[str, str]
    origin: str
    own: str
    guest: str
    body: bytes = field(repr=False, default=b"")


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered: status, headers, body."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
