"""What strangers learn of a tenant."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TenantProfile:
    """A business: its defaults for money (ISO 4217), zone (IANA), language and country (ISO 3166-1)."""

    id: UUID
    slug: str
    name: str
    plan: str
    active: bool
    currency: str
    zone: str
    locale: str
    country: str
