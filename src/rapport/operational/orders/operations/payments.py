"""Money for an order: received, and given back."""

from datetime import UTC
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import Clash, Conflict, Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work, unit_of_work
from rapport.operational.orders.contracts import NewPayment
from rapport.operational.orders.events import MoneyMoved, PaymentReceived, PaymentRefunded
from rapport.operational.orders.models import Invoice, Order, Payment
from rapport.operational.orders.operations import customers
from rapport.operational.orders.operations.changing import lock_order, move_status, touch_order
from rapport.operational.orders.operations.checks import MOST_MONEY
from rapport.operational.orders.rules.statuses import after_payment, after_refund

M = TypeVar("M", bound=MoneyMoved)


def receive_payment(order_id: UUID, new: NewPayment, *, actor: Actor, version: int | None = None) -> Payment:
    """Note money received for an order; one that is paid in full becomes paid, and so do its invoices.

    Raises `Missing`, `Invalid`, `Conflict` when the source reported this payment already or the order's
    version is another.
    """
    actor.require("edit", "order")
    with unit_of_work(actor) as work:
        order = lock_order(order_id, actor, version=version)
        return take_payment(order, new, work)


def give_refund(order_id: UUID, new: NewPayment, *, actor: Actor, version: int | None = None) -> Payment:
    """Note money given back; an order of which all was given back becomes refunded.

    Raises as `receive_payment`, and `Invalid` when more would go back than was received.
    """
    actor.require("edit", "order")
    with unit_of_work(actor) as work:
        order = lock_order(order_id, actor, version=version)
        return take_refund(order, new, work)


def take_payment(order: Order, new: NewPayment, work: Work) -> Payment:
    """Note a payment on a locked order."""
    payment = _write(order, new, Payment.Kind.PAYMENT, work)
    order.paid_minor += new.amount_minor
    after = after_payment(order.status, total=order.total_minor, paid=order.paid_minor)
    _settle(order, after, work)
    if order.paid_minor >= order.total_minor:
        Invoice.objects.filter(order_id=order.id, status=Invoice.Status.ISSUED).update(
            status=Invoice.Status.PAID
        )
    customers.note_money(order, payment, work)
    work.record(money_fact(order, payment, PaymentReceived))
    return payment


def take_refund(order: Order, new: NewPayment, work: Work) -> Payment:
    """Note a refund on a locked order; raises `Invalid` when more would go back than was received."""
    if new.amount_minor > order.paid_minor - order.refunded_minor:
        reason = _("More would go back than was received.")
        raise Clash(reason, code="refund", fields={"amount_minor": reason})
    refund = _write(order, new, Payment.Kind.REFUND, work)
    order.refunded_minor += new.amount_minor
    after = after_refund(order.status, paid=order.paid_minor, refunded=order.refunded_minor)
    _settle(order, after, work)
    customers.note_money(order, refund, work)
    work.record(money_fact(order, refund, PaymentRefunded))
    return refund


def _write(order: Order, new: NewPayment, kind: str, work: Work) -> Payment:
    wrong: dict[str, str] = {}
    if not 0 < new.amount_minor < MOST_MONEY:
        wrong["amount_minor"] = _("Not an amount of money.")
    for name, most in (("method", 60), ("reference", 200), ("source", 60), ("external_id", 100)):
        if len(getattr(new, name)) > most or "\x00" in getattr(new, name):
            wrong[name] = _("At most %(count)s characters.") % {"count": most}
    if wrong:
        raise Invalid(_("The payment is not right yet."), fields=wrong)
    known = Payment.objects.filter(source=new.source, kind=kind, external_id=new.external_id)
    if new.external_id and known.exists():
        raise Conflict(_("This payment came in already."), code="external-id-taken")
    return Payment.objects.create(
        order=order,
        kind=kind,
        amount_minor=new.amount_minor,
        currency=order.currency,
        method=new.method,
        reference=new.reference,
        source=new.source,
        external_id=new.external_id,
        received_at=(new.received_at or work.now).astimezone(UTC),
        batch_id=work.batch_id,
    )


def _settle(order: Order, after: str, work: Work) -> None:
    """Save the order with its new sums, and its new status where money changed it."""
    if after != order.status:
        move_status(order, after, work)
    else:
        touch_order(order, work)
        order.save()


def money_fact(order: Order, payment: Payment, kind: type[M]) -> M:
    """Return the fact of money received or given back."""
    return kind(
        payment_id=payment.id,
        order_id=order.id,
        version=order.version,
        party_id=order.party_id,
        amount_minor=payment.amount_minor,
        currency=payment.currency,
        method=payment.method,
        reference=payment.reference,
        received_at=payment.received_at,
        paid_minor=order.paid_minor,
        refunded_minor=order.refunded_minor,
    )
