"""Contact points, addresses and identities, in and out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict

from rapport.customers.party.contracts import AddressDraft, ContactDraft, ExternalIdDraft
from rapport.customers.party.http.bodies.words import (
    POINT_SHAPES,
    Country,
    Line40,
    Line120,
    Number,
    PointKind,
    PointValue,
    System,
    text,
)
from rapport.kernel.rest.api import Answer, Body


class ContactIn(Body):
    """A way to reach a customer; `label` of a handle is its network."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"kind": "phone", "value": "+4917612345678"}],
            "oneOf": [
                {"properties": {"kind": {"enum": list(kinds)}, "value": {"type": "string", **shape}}}
                for kinds, shape in POINT_SHAPES.items()
            ],
        },
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

    street: Annotated[str, text(500)] = ""
    postal_code: Annotated[str, text(20)] = ""
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
