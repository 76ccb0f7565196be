"""Drafts: a party to be, as a form, a program or a file gives it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A way to reach a party as somebody typed it; `label` of a handle is its network."""

    kind: str
    value: str
    label: str = ""
    preferred: bool = False
    verified: bool = False


@dataclass(frozen=True, slots=True)
class AddressDraft:
    """A postal address; `country` is ISO 3166-1."""

    street: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    label: str = ""
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class ExternalIdDraft:
    """Who another system says the party is."""

    system: str
    external_id: str


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """A party to be, as a form, a program or a file gives it; only `name` or a personal name is needed.

    `unit_id` defaults to the actor's own unit; `country` also says whose national phone numbers are meant.
    `custom` holds custom fields by code, values as `kernel.fields` reads them; None empties one.
    `since` (UTC) is when the party became known, where another system remembers it; None means now.
    """

    name: str = ""
    kind: str = "person"
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
    contact_points: tuple[ContactDraft, ...] = ()
    addresses: tuple[AddressDraft, ...] = ()
    external_ids: tuple[ExternalIdDraft, ...] = ()
    roles: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    custom: Mapping[str, Any] = field(default_factory=dict)
    since: datetime | None = None

    def given(self) -> dict[str, Any]:
        """Return the plain fields that hold something, as an update would write them."""
        return {
            name: getattr(self, name)
            for name in PLAIN_FIELDS
            if getattr(self, name) not in ("", None) and getattr(self, name) != _DEFAULTS[name]
        }


PLAIN_FIELDS: tuple[str, ...] = tuple(
    part.name
    for part in fields(CustomerDraft)
    if part.name not in ("contact_points", "addresses", "external_ids", "roles", "tags", "custom", "since")
)
"""What an update may change directly; the rest are rows of their own."""
_DEFAULTS: dict[str, Any] = {part.name: part.default for part in fields(CustomerDraft)}
