"""A customer as a caller reads it, and what is kept beside."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from rapport.customers.party.http.bodies.reach import AddressOut, ContactOut, ExternalIdOut
from rapport.kernel.rest.api import Answer


class CustomerOut(Answer):
    """A customer, whole; `spent_minor` in minor units of `currency`, times UTC."""

    id: UUID
    version: int
    kind: str
    name: str
    given_name: str
    family_name: str
    country: str
    city: str
    zone: str
    locale: str
    birth_date: date | None
    tax_number: str
    website: str
    stage: str
    origin: str
    unit_id: UUID | None
    owner_id: UUID | None
    order_count: int
    spent_minor: int
    currency: str
    first_order_at: datetime | None
    last_order_at: datetime | None
    last_touch_at: datetime | None
    created_at: datetime
    updated_at: datetime
    contact_points: list[ContactOut]
    addresses: list[AddressOut]
    external_ids: list[ExternalIdOut]
    roles: list[str]
    tags: list[str]
    custom: dict[str, str | int]


class MovedOut(Answer):
    """The customer was merged into another, which `Location` leads to."""

    merged_into: UUID


class RowOut(Answer):
    """One line of a list; `email` and `phone` are the preferred or the first of their kind."""

    id: UUID
    name: str
    kind: str
    stage: str
    country: str
    city: str
    unit_id: UUID | None
    owner_id: UUID | None
    email: str
    phone: str
    order_count: int
    spent_minor: int
    currency: str
    last_order_at: datetime | None
    last_touch_at: datetime | None
    created_at: datetime
    tags: list[str]
    insights: dict[str, str]


class InsightOut(Answer):
    """What is known about a customer by one name, on what grounds, since when (UTC)."""

    name: str
    number: float | None
    label: str
    currency: str
    reasons: list[Any]
    model: str
    model_version: str
    as_of: datetime


class TieOut(Answer):
    """A tie as seen from this customer: `outward` when it begins here."""

    kind: str
    outward: bool
    other_id: UUID
    other_name: str
    other_kind: str
    title: str
    since: date | None


class HandoverOut(Answer):
    """One move between units or owners (UTC)."""

    at: datetime
    from_unit_id: UUID | None
    to_unit_id: UUID | None
    from_owner_id: UUID | None
    to_owner_id: UUID | None
    reason: str
    by_name: str


class TagOut(Answer):
    """A tag of the shop."""

    id: UUID
    name: str
    colour: str


class MovedCount(Answer):
    """How many customers moved."""

    moved: int
