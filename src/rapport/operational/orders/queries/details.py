"""What belongs to one order: its lines, history, money, invoices and returns."""

from dataclasses import dataclass
from uuid import UUID

from rapport.kernel.identity.api import Actor
from rapport.operational.orders.models import (
    GoodsReturn,
    Invoice,
    Order,
    OrderAddress,
    OrderLine,
    Payment,
    ReturnLine,
    StatusChange,
)
from rapport.operational.orders.queries.orders import get_order
from rapport.operational.orders.queries.purchases import Margin, find_margin


@dataclass(frozen=True, slots=True)
class OrderDetails:
    """Everything an order's page shows; `return_lines` by return."""

    order: Order
    lines: list[OrderLine]
    addresses: list[OrderAddress]
    history: list[StatusChange]
    payments: list[Payment]
    invoices: list[Invoice]
    returns: list[GoodsReturn]
    return_lines: dict[UUID, list[ReturnLine]]
    margin: Margin | None


def get_details(order_id: UUID, actor: Actor) -> OrderDetails:
    """Return an order with all that belongs to it in nine queries; raises `Missing`.

    The margin is none where the order does not stand, or a role hides what products cost.
    """
    order = get_order(order_id, actor)
    returns = list_returns(order_id)
    return OrderDetails(
        order=order,
        lines=list_lines(order_id),
        addresses=list(OrderAddress.objects.filter(order_id=order_id).order_by("purpose")),
        history=list_status_changes(order_id),
        payments=list_payments(order_id),
        invoices=list_invoices(order_id),
        returns=returns,
        return_lines=list_return_lines([each.id for each in returns]),
        margin=find_margin(order_id) if actor.may_see("product", "cost") else None,
    )


def list_lines(order_id: UUID) -> list[OrderLine]:
    """Return an order's lines by position; the caller has read the order within its scope."""
    return list(OrderLine.objects.filter(order_id=order_id).order_by("position", "id"))


def list_status_changes(order_id: UUID) -> list[StatusChange]:
    """Return an order's steps, the oldest first."""
    return list(StatusChange.objects.filter(order_id=order_id).order_by("at", "id"))


def list_payments(order_id: UUID) -> list[Payment]:
    """Return the money received and given back for an order, the oldest first."""
    return list(Payment.objects.filter(order_id=order_id).order_by("received_at", "id"))


def list_invoices(order_id: UUID) -> list[Invoice]:
    """Return an order's invoices, the oldest first."""
    return list(Invoice.objects.filter(order_id=order_id).order_by("issued_at", "id"))


def list_returns(order_id: UUID) -> list[GoodsReturn]:
    """Return what came back of an order, the oldest first."""
    return list(GoodsReturn.objects.filter(order_id=order_id).order_by("received_at", "id"))


def list_return_lines(return_ids: list[UUID]) -> dict[UUID, list[ReturnLine]]:
    """Return the lines of these returns, by return."""
    found: dict[UUID, list[ReturnLine]] = {return_id: [] for return_id in return_ids}
    if return_ids:
        for line in ReturnLine.objects.filter(goods_return_id__in=return_ids):
            found[line.goods_return_id].append(line)
    return found
