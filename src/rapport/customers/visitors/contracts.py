"""Records of the room."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapport.bigdata.ingest.contracts import SYSTEM

LEAST_MONTHS = 3
"""How long what visitors did is kept whatever a business chooses: longer than anything of it is live."""


@dataclass(frozen=True, slots=True)
class Identified:
    """What a visitor said of who they are, and when (UTC); `proved` by a server or the shop's signature.

    `user` is their number in `system`.
    """

    visitor_id: UUID
    happened_at: datetime
    proved: bool
    system: str = SYSTEM
    user: str | None = None
    email: str | None = None
    phone: str | None = None
    full_name: str | None = None


@dataclass(frozen=True, slots=True)
class Browsing:
    """What a customer did on the site (times UTC); `tastes` are the categories viewed most, with views.

    `open_cart`: something was put into a cart and not ordered since.
    """

    devices: int
    first_at: datetime
    last_at: datetime
    views: int
    searches: int
    carts: int
    cart_at: datetime | None
    open_cart: bool
    viewed: str
    tastes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser: whose it is as last proved, when it first came (UTC), how many products were looked at."""

    customer_id: UUID | None
    first_at: datetime | None = None
    views: int = 0
    open_cart: bool = False
