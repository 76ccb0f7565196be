"""A customer as a caller writes it."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from rapport.customers.party.contracts import CustomerDraft
from rapport.customers.party.http.bodies.reach import AddressIn, ContactIn, ExternalIdIn
from rapport.customers.party.http.bodies.words import (
    Country,
    Kind,
    Line40,
    Line120,
    Line300,
    Origin,
    Role,
    Stage,
    TagName,
    TieKind,
    Zone,
    one_of,
    text,
)
from rapport.kernel.fields.api import CustomValues
from rapport.kernel.rest.api import Body, Day

_EXAMPLE: JsonDict = {
    "name": "Ada Lovelace",
    "country": "GB",
    "contact_points": [{"kind": "email", "value": "ada@example.org", "preferred": True}],
    "external_ids": [{"system": "shop", "external_id": "17850"}],
    "tags": ["VIP"],
}


class CustomerFields(Body):
    """The plain fields of a customer."""

    name: Line300 = ""
    kind: Kind = "person"
    given_name: Annotated[str, text(150)] = ""
    family_name: Annotated[str, text(150)] = ""
    country: Country = ""
    city: Line120 = ""
    zone: Zone = ""
    locale: Annotated[str, text(12)] = ""
    birth_date: Day | None = None
    tax_number: Line40 = ""
    website: Line300 = ""
    stage: Stage = "prospect"
    origin: Origin = "own"
    unit_id: UUID | None = None
    owner_id: UUID | None = None


class CustomerIn(CustomerFields):
    """A customer as a caller writes it: `name`, or a given or family name, is needed."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [_EXAMPLE], "anyOf": one_of("name", "given_name", "family_name")},
    )

    contact_points: Annotated[list[ContactIn], Field(max_length=100, default_factory=list)]
    addresses: Annotated[list[AddressIn], Field(max_length=50, default_factory=list)]
    external_ids: Annotated[list[ExternalIdIn], Field(max_length=50, default_factory=list)]
    roles: Annotated[list[Role], Field(max_length=7, default_factory=list)]
    tags: Annotated[list[TagName], Field(max_length=100, default_factory=list)]
    custom: CustomValues = Field(default_factory=dict)

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
            custom=self.custom,
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
    since: Day | None = None


class HandOverIn(Body):
    """Customers to move to another unit, another owner, or both."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "anyOf": one_of("unit_id", "owner_id", schema={"type": "string", "format": "uuid"}),
            "examples": [
                {
                    "customer_ids": ["0198f2a0-0000-7000-8000-000000000001"],
                    "unit_id": "0198f2a0-0000-7000-8000-000000000002",
                    "reason": "Moved to another town",
                }
            ],
        },
    )

    customer_ids: Annotated[list[UUID], Field(min_length=1, max_length=1000)]
    unit_id: UUID | None = None
    owner_id: UUID | None = None
    reason: Annotated[str, text(500)] = ""
