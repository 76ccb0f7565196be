"""Facts about parties; each fact of state carries the whole public state."""

from typing import ClassVar
from uuid import UUID

from rapport.customers.party.contracts import CustomerState
from rapport.kernel.outbox.api import Fact


class _CustomerFact(Fact, frozen=True, kw_only=True):
    subject_kind: ClassVar[str] = "customer"
    subject_field: ClassVar[str] = "customer_id"

    customer_id: UUID
    version: int


class CustomerCreated(_CustomerFact, frozen=True, kw_only=True):
    """A party was entered."""

    name: ClassVar[str] = "customer.created.v1"

    state: CustomerState


class CustomerUpdated(_CustomerFact, frozen=True, kw_only=True):
    """Something of a party changed; here is how it is now."""

    name: ClassVar[str] = "customer.updated.v1"

    state: CustomerState


class CustomerMerged(_CustomerFact, frozen=True, kw_only=True):
    """Another party became part of this one: whatever was said of `merged_id` is now true of the subject."""

    name: ClassVar[str] = "customer.merged.v1"

    merged_id: UUID
    state: CustomerState


class CustomerUnmerged(_CustomerFact, frozen=True, kw_only=True):
    """A merge was undone: `restored` stands by itself again."""

    name: ClassVar[str] = "customer.unmerged.v1"

    restored_id: UUID
    state: CustomerState
    restored: CustomerState


class CustomerHandedOver(_CustomerFact, frozen=True, kw_only=True):
    """A party moved to another unit or owner."""

    name: ClassVar[str] = "customer.handed_over.v1"

    from_unit_id: UUID | None
    to_unit_id: UUID | None
    from_owner_id: UUID | None
    to_owner_id: UUID | None


class CustomerRemoved(_CustomerFact, frozen=True, kw_only=True):
    """The import that brought a party was undone: it is gone, as if it had never come."""

    name: ClassVar[str] = "customer.removed.v1"


class CustomerErased(_CustomerFact, frozen=True, kw_only=True):
    """A person's data was erased on request: whoever keeps copies erases theirs."""

    name: ClassVar[str] = "customer.erased.v1"
