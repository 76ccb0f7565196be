"""Facts about landing pages and pop-ups, and what known customers did with them."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class PieceChanged(Fact, frozen=True, kw_only=True):
    """A landing page or pop-up as it now is."""

    name: ClassVar[str] = "site_piece.changed.v1"
    subject_kind: ClassVar[str] = "site_piece"
    subject_field: ClassVar[str] = "piece_id"

    piece_id: UUID
    version: int
    kind: str
    title: str
    state: str


class PieceAnswered(Fact, frozen=True, kw_only=True):
    """A known customer first saw (`shown`) a page or pop-up, or filled in its form (`filled`)."""

    name: ClassVar[str] = "site_piece.answered.v1"
    subject_kind: ClassVar[str] = "site_piece"
    subject_field: ClassVar[str] = "piece_id"

    piece_id: UUID
    customer_id: UUID
    kind: str
    what: str
    code: str
    entry_id: UUID | None
    at: datetime
