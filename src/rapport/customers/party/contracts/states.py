"""States: a party as it is kept, whole; what facts carry and programs get."""

from datetime import date, datetime
from uuid import UUID

import msgspec

ERASED = "–"
"""The name of whoever asked to be erased."""


class ContactState(msgspec.Struct, frozen=True, kw_only=True):
    """A contact point as it is kept: as typed and in normal form."""

    id: UUID
    kind: str
    value: str
    normal: str
    label: str = ""
    preferred: bool = False
    verified_at: datetime | None = None


class AddressState(msgspec.Struct, frozen=True, kw_only=True):
    """A postal address as it is kept."""

    id: UUID
    label: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    preferred: bool = False


class ExternalIdState(msgspec.Struct, frozen=True, kw_only=True):
    """An identity in another system as it is kept."""

    system: str
    external_id: str


class CustomerState(msgspec.Struct, frozen=True, kw_only=True):
    """The whole public state of a party: what facts carry, the API answers and an export holds.

    `spent_minor` is in minor units of `currency` (ISO 4217); times are UTC; `custom` holds the filled custom
    fields by code, dates and times as ISO 8601.
    """

    id: UUID
    version: int
    kind: str
    name: str
    given_name: str = ""
    family_name: str = ""
    country: str = ""
    city: str = ""
    zone: str = ""
    locale: str = ""
    birth_date: date | None = None
    tax_number: str = ""
    website: str = ""
    stage: str = "prospect"
    origin: str = "own"
    unit_id: UUID | None = None
    owner_id: UUID | None = None
    order_count: int = 0
    spent_minor: int = 0
    currency: str = ""
    first_order_at: datetime | None = None
    last_order_at: datetime | None = None
    last_touch_at: datetime | None = None
    merged_into_id: UUID | None = None
    created_at: datetime
    updated_at: datetime
    contact_points: list[ContactState] = []
    addresses: list[AddressState] = []
    external_ids: list[ExternalIdState] = []
    roles: list[str] = []
    tags: list[str] = []
    custom: dict[str, str | int] = {}
