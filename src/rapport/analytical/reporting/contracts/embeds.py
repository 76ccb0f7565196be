"""Figures in frames of foreign pages: by a signed link that ends."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapport.analytical.reporting.contracts.comments import Place

LONGEST_DAYS, MOST_SITES = 366, 20


@dataclass(frozen=True, slots=True)
class EmbedDraft:
    """What is shown (a dashboard or a question), on which sites (origins), for how many days, in which
    language (empty for the visitor's)."""

    name: str
    place: Place
    sites: tuple[str, ...]
    days: int = 90
    locale: str = ""


@dataclass(frozen=True, slots=True)
class EmbedLine:
    """A link as it stands (UTC): it shows what its owner may see, until `expires_at` or `revoked_at`."""

    id: UUID
    name: str
    place: Place
    sites: tuple[str, ...]
    locale: str
    token: str
    owner_id: UUID
    expires_at: datetime
    revoked_at: datetime | None
    created_at: datetime
