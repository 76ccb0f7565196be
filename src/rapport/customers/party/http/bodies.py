"""What programs send about customers, and what they get."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.customers.party.contracts import AddressDraft, ContactDraft, CustomerDraft, ExternalIdDraft
from rapport.kernel.rest.api import Answer, Body, CursorText, Limit

Kind = Literal["person", "company", "household"]
Stage = Literal["prospect", "customer", "former"]
Origin = Literal["own", "purchased", "rented", "self"]
Role = Literal["customer", "prospect", "partner", "supplier", "competitor", "agency", "press"]
PointKind = Literal["email", "phone", "fax", "handle", "web"]
FirmTie = Literal["employee_of", "subsidiary_of", "partner_of", "agent_of"]
TieKind = FirmTie | Literal["in_household", "spouse_of", "parent_of", "referred_by"]
Sort = Literal["name", "-name", "created", "-created", "spent", "-spent", "last_order", "-last_order"]


def _text(most: int, least: int = 0) -> Any:
    return StringConstraints(pattern=r"^[^\x00]*$", max_length=most, min_length=least)


Line40 = Annotated[str, _text(40)]
Line120 = Annotated[str, _text(120)]
Line300 = Annotated[str, _text(300)]
Country = Annotated[str, StringConstraints(pattern=r"^([A-Za-z]{2})?$"), Field(description="ISO 3166-1.")]
Zone = Annotated[str, _text(64), Field(description="IANA zone such as Europe/Berlin.")]
_FILLED = r"^[^\x00]*[^\x00\s][^\x00]*$"
System = Annotated[str, StringConstraints(pattern=_FILLED, max_length=60, min_length=1)]
Number = Annotated[str, StringConstraints(pattern=_FILLED, max_length=200, min_length=1)]
TagName = Annotated[str, StringConstraints(pattern=_FILLED, max_length=60, min_length=1)]
PointValue = Annotated[str, StringConstraints(pattern=_FILLED, max_length=320, min_length=1)]

_EXAMPLE: JsonDict = {
    "name": "Ada Lovelace",
    "country": "GB",
    "contact_points": [{"kind": "email", "value": "ada@example.org", "preferred": True}],
    "external_ids": [{"system": "shop", "external_id": "17850"}],
    "tags": ["VIP"],
}


class ContactIn(Body):
    """A way to reach a customer; `label` of a handle is its network."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"kind": "phone", "value": "+4917612345678"}]}
    )

    kind: PointKind
    value: PointValue
    label: Line40 = ""
    preferred: bool = False
    verified: bool = False

    def draft(self) -> ContactDraft:
        """Return it as a draft."""
        return ContactDraft(self.kind, self.value, self.label, self.preferred, self.verified)


class ContactChange(Body):
    """The fields of a contact point to change; a new value loses its verification."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"preferred": True}]})

    value: PointValue | None = None
    label: Line40 | None = None
    preferred: bool | None = None
    verified: bool | None = None


class AddressIn(Body):
    """A postal address."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"street": "Baker Street 7", "city": "London"}]}
    )

    street: Annotated[str, _text(500)] = ""
    postal_code: Annotated[str, _text(20)] = ""
    city: Line120 = ""
    region: Line120 = ""
    country: Country = ""
    label: Line40 = ""
    preferred: bool = False

    def draft(self) -> AddressDraft:
        """Return it as a draft."""
        return AddressDraft(**self.model_dump())


class ExternalIdIn(Body):
    """Who another system says the customer is."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"system": "shop", "external_id": "17850"}]}
    )

    system: System
    external_id: Number

    def draft(self) -> ExternalIdDraft:
        """Return it as a draft."""
        return ExternalIdDraft(self.system.strip(), self.external_id.strip())


class CustomerFields(Body):
    """The plain fields of a customer."""

    name: Line300 = ""
    kind: Kind = "person"
    given_name: Annotated[str, _text(150)] = ""
    family_name: Annotated[str, _text(150)] = ""
    country: Country = ""
    city: Line120 = ""
    zone: Zone = ""
    locale: Annotated[str, _text(12)] = ""
    birth_date: date | None = None
    tax_number: Line40 = ""
    website: Line300 = ""
    stage: Stage = "prospect"
    origin: Origin = "own"
    unit_id: UUID | None = None
    owner_id: UUID | None = None


class CustomerIn(CustomerFields):
    """A customer as a caller writes it: `name`, or a given or family name, is needed."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    contact_points: Annotated[list[ContactIn], Field(max_length=100, default_factory=list)]
    addresses: Annotated[list[AddressIn], Field(max_length=50, default_factory=list)]
    external_ids: Annotated[list[ExternalIdIn], Field(max_length=50, default_factory=list)]
    roles: Annotated[list[Role], Field(max_length=7, default_factory=list)]
    tags: Annotated[list[TagName], Field(max_length=100, default_factory=list)]

    def draft(self) -> CustomerDraft:
        """Return it as a draft."""
        plain = {name: getattr(self, name) for name in CustomerFields.model_fields}
        return CustomerDraft(
            **plain,
            contact_points=tuple(one.draft() for one in self.contact_points),
            addresses=tuple(one.draft() for one in self.addresses),
            external_ids=tuple(one.draft() for one in self.external_ids),
            roles=tuple(self.roles),
            tags=tuple(self.tags),
        )


class CustomerChange(CustomerFields):
    """The fields of a customer to change; those left out stay."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"city": "London"}]})

    def changes(self) -> Mapping[str, Any]:
        """Return the fields that were sent."""
        return self.model_dump(exclude_unset=True)


class TagsIn(Body):
    """The tags a customer shall have, no more and no fewer."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"tags": ["VIP", "tea"]}]})

    tags: Annotated[list[TagName], Field(max_length=100)]


class RolesIn(Body):
    """What a customer shall be to the business."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"roles": ["supplier"]}]})

    roles: Annotated[list[Role], Field(max_length=7)]


class TieIn(Body):
    """A tie to another customer, read from this one to that one."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"to_id": "0198f2a0-0000-7000-8000-000000000001", "kind": "employee_of"}]
        },
    )

    to_id: UUID
    kind: TieKind
    title: Line120 = ""
    since: date | None = None


class HandOverIn(Body):
    """Customers to move to another unit, another owner, or both."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "customer_ids": ["0198f2a0-0000-7000-8000-000000000001"],
                    "unit_id": "0198f2a0-0000-7000-8000-000000000002",
                    "reason": "Moved to another town",
                }
            ]
        },
    )

    customer_ids: Annotated[list[UUID], Field(min_length=1, max_length=1000)]
    unit_id: UUID | None = None
    owner_id: UUID | None = None
    reason: Annotated[str, _text(500)] = ""


class ContactOut(Answer):
    """A contact point: as typed, and in normal form."""

    id: UUID
    kind: str
    value: str
    normal: str
    label: str
    preferred: bool
    verified_at: datetime | None


class AddressOut(Answer):
    """A postal address."""

    id: UUID
    label: str
    street: str
    postal_code: str
    city: str
    region: str
    country: str
    preferred: bool


class ExternalIdOut(Answer):
    """An identity in another system."""

    system: str
    external_id: str


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


class ListQuery(Body):
    """What a list of customers may be narrowed and sorted by."""

    cursor: CursorText | None = None
    limit: Limit = 50
    sort: Sort = "-created"
    q: Annotated[str, _text(200), Field(description="Words, parts of numbers, addresses.")] = ""
    kind: Kind | None = None
    stage: Stage | None = None
    country: Country = ""
    origin: Origin | None = None
    unit_id: UUID | None = None
    owner_id: UUID | None = None
    tag: Annotated[str, _text(60)] = ""
    insight: Annotated[
        str, StringConstraints(pattern=r"^([^\x00:]{1,60}:[^\x00]{1,80})?$"), Field(description="name:label")
    ] = ""
