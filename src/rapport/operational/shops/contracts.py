"""What a shop's report says, in the product's own words."""

from dataclasses import dataclass

from rapport.customers.party.contracts import CustomerDraft
from rapport.operational.orders.contracts import NewOrder, RefundReport, Settlement


@dataclass(frozen=True, slots=True)
class OrderReport:
    """An order as it stands in the shop; a buyer who is not `registered` there gave an e-mail address."""

    order: NewOrder
    settlement: Settlement
    buyer: CustomerDraft | None = None
    registered: bool = False


@dataclass(frozen=True, slots=True)
class CustomerReport:
    """A customer as the shop knows them; `version` is how new that is, in milliseconds since 1970."""

    external_id: str
    version: int
    draft: CustomerDraft


@dataclass(frozen=True, slots=True)
class RefundOf:
    """Money the shop gave back for an order it names by its id there."""

    order_id: str
    refund: RefundReport


@dataclass(frozen=True, slots=True)
class OrderGone:
    """The shop deleted an order."""

    order_id: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """The report asks for nothing, and why."""

    why: str


Report = OrderReport | CustomerReport | RefundOf | OrderGone | Nothing
