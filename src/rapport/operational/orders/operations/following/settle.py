"""The money another system reports of an order; saying it twice changes nothing."""

from decimal import Decimal
from uuid import UUID

from rapport.kernel.errors import Invalid
from rapport.kernel.work.api import Work
from rapport.operational.orders.contracts import NewPayment, NewReturn, RefundReport, Settlement
from rapport.operational.orders.models import GoodsReturn, Order, OrderLine, Payment
from rapport.operational.orders.operations.payments import take_payment, take_refund
from rapport.operational.orders.operations.returning import take_return


def settle_order(order_id: UUID, said: Settlement, work: Work) -> None:
    """Bring payments, refunds and returns of an order up to what its system says, in the running transaction.

    Only what is missing is written: payments up to the sum said, refunds and returns by their ids there.
    """
    order = Order.objects.select_for_update().get(id=order_id)
    missing = said.paid_minor - order.paid_minor
    if missing > 0:
        payment = NewPayment(
            missing,
            method=said.method,
            reference=said.reference,
            received_at=said.paid_at,
            source=order.source,
            external_id=f"{order.external_id}:{said.paid_minor}",
        )
        take_payment(order, payment, work)
    for refund in said.refunds:
        _take_refund(order, refund, work)


def _take_refund(order: Order, refund: RefundReport, work: Work) -> None:
    known = Payment.objects.filter(
        source=order.source, kind=Payment.Kind.REFUND, external_id=refund.external_id
    )
    if refund.amount_minor > 0 and not known.exists():
        kept = order.paid_minor - order.refunded_minor
        if refund.amount_minor > kept:
            implied = NewPayment(
                refund.amount_minor - kept,
                received_at=refund.at,
                source=order.source,
                external_id=f"{refund.external_id}:implied",
            )
            take_payment(order, implied, work)
        take_refund(
            order,
            NewPayment(
                refund.amount_minor,
                reference=refund.reason[:200],
                received_at=refund.at,
                source=order.source,
                external_id=refund.external_id,
            ),
            work,
        )
    if refund.lines:
        _take_return(order, refund, work)


def _take_return(order: Order, refund: RefundReport, work: Work) -> None:
    """Note the goods that came back with a refund; unknown lines and too many pieces are left out."""
    known = GoodsReturn.objects.filter(source=order.source, external_id=refund.external_id)
    if known.exists():
        return
    ids = dict(OrderLine.objects.filter(order_id=order.id).values_list("external_id", "id"))
    lines: tuple[tuple[UUID, Decimal], ...] = tuple(
        (ids[name], quantity) for name, quantity in refund.lines if name in ids and quantity > 0
    )
    if not lines:
        return
    back = NewReturn(
        lines,
        GoodsReturn.Reason.OTHER,
        note=refund.reason[:500],
        received_at=refund.at,
        source=order.source,
        external_id=refund.external_id,
    )
    try:
        take_return(order, back, work)
    except Invalid:
        return
