"""Issuing invoices and declaring them void."""

from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict, Invalid, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work
from rapport.operational.orders.contracts import InvoiceTerms
from rapport.operational.orders.events import InvoiceIssued
from rapport.operational.orders.models import Invoice, Order
from rapport.operational.orders.operations import customers
from rapport.operational.orders.operations.changing import lock_order
from rapport.operational.orders.operations.finding import index_orders
from rapport.operational.orders.operations.series import next_number
from rapport.operational.orders.rules.statuses import CANCELLED


def issue_invoice(order_id: UUID, terms: InvoiceTerms | None = None, *, actor: Actor) -> Invoice:
    """Issue the invoice of an order over its whole sum, numbered without gaps by the year.

    Raises `Missing`; `Conflict` when the order is cancelled, has an invoice that stands, or the number is
    taken; `Invalid` when it falls due before it is issued.
    """
    actor.require("edit", "order")
    terms = terms or InvoiceTerms()
    with unit_of_work(actor) as work:
        order = lock_order(order_id, actor)
        _require_invoiceable(order, terms)
        if terms.due_on and terms.due_on < work.now.date():
            reason = _("Cannot fall due before it is issued.")
            raise Invalid(reason, fields={"due_on": reason})
        invoice = Invoice.objects.create(
            number=terms.number or next_number("R", work.now.year),
            order=order,
            status=Invoice.Status.PAID if order.paid_minor >= order.total_minor else Invoice.Status.ISSUED,
            issued_at=work.now,
            due_on=terms.due_on,
            currency=order.currency,
            net_minor=order.total_minor - order.tax_minor,
            tax_minor=order.tax_minor,
            total_minor=order.total_minor,
            batch_id=work.batch_id,
        )
        customers.note_invoice(order, invoice, work)
        index_orders([order])
        work.record(invoice_fact(order, invoice))
    return invoice


def void_invoice(order_id: UUID, invoice_id: UUID, *, actor: Actor) -> Invoice:
    """Declare an invoice void; it keeps its number. Raises `Missing`, or `Conflict` when it was paid."""
    actor.require("edit", "order")
    with unit_of_work(actor):
        lock_order(order_id, actor)
        invoice = Invoice.objects.filter(id=invoice_id, order_id=order_id).first()
        if invoice is None:
            raise Missing(_("There is no such invoice."))
        if invoice.status == Invoice.Status.PAID:
            raise Conflict(_("An invoice that was paid cannot become void."), code="status")
        invoice.status = Invoice.Status.VOID
        invoice.save()
    return invoice


def _require_invoiceable(order: Order, terms: InvoiceTerms) -> None:
    if order.status == CANCELLED:
        raise Conflict(_("A cancelled order gets no invoice."), code="status")
    if Invoice.objects.filter(order_id=order.id).exclude(status=Invoice.Status.VOID).exists():
        raise Conflict(_("This order has its invoice already."), code="invoiced")
    if len(terms.number) > 64 or "\x00" in terms.number:
        raise Invalid(_("The number is too long."), fields={"number": _("At most 64 characters.")})
    if terms.number and Invoice.objects.filter(number=terms.number).exists():
        reason = _("An invoice with this number exists already.")
        raise Conflict(reason, code="number-taken", fields={"number": reason})


def invoice_fact(order: Order, invoice: Invoice) -> InvoiceIssued:
    """Return the fact of an invoice issued."""
    return InvoiceIssued(
        invoice_id=invoice.id,
        number=invoice.number,
        order_id=order.id,
        party_id=order.party_id,
        issued_at=invoice.issued_at,
        due_on=invoice.due_on.isoformat() if invoice.due_on else None,
        currency=invoice.currency,
        net_minor=invoice.net_minor,
        tax_minor=invoice.tax_minor,
        total_minor=invoice.total_minor,
    )
