"""Writing pasts in a few statements, with their lines on the timelines and their facts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from uuid import UUID

from rapport.customers.timeline.api import TouchDraft, record_touches
from rapport.kernel.outbox.api import Fact
from rapport.kernel.work.api import Work, record_many
from rapport.operational.orders.events import PaymentReceived, PaymentRefunded
from rapport.operational.orders.models import GoodsReturn, Invoice, Payment, ReturnLine, StatusChange
from rapport.operational.orders.operations import customers
from rapport.operational.orders.operations.invoices import invoice_fact
from rapport.operational.orders.operations.past.rows import Entry, Rows, make_rows
from rapport.operational.orders.operations.payments import money_fact
from rapport.operational.orders.operations.returning import return_fact

_SIZE = 2000
_SILENT = frozenset({"placed", "paid", "packed"})
"""Steps a customer does not notice, or sees by its payment."""


def write_pasts(entries: Sequence[Entry], work: Work) -> None:
    """Write what became of these new orders before they came here."""
    if not entries:
        return
    rows = make_rows(entries, work)
    StatusChange.objects.bulk_create(rows.steps, batch_size=_SIZE)
    Payment.objects.bulk_create((row for _, row in rows.payments), batch_size=_SIZE)
    Invoice.objects.bulk_create((row for _, row in rows.invoices), batch_size=_SIZE)
    GoodsReturn.objects.bulk_create((row for _, row, _ in rows.returns), batch_size=_SIZE)
    lines = [line for _, _, some in rows.returns for line in some]
    ReturnLine.objects.bulk_create(lines, batch_size=_SIZE)
    record_touches(_touches(entries, rows), actor=work.actor, batch_id=work.batch_id)
    record_many(list(_facts(rows)), work)


def _touches(entries: Sequence[Entry], rows: Rows) -> Iterator[TouchDraft]:
    for entry in entries:
        for step in entry.past.steps:
            if step.status not in _SILENT:
                yield from customers.draft_touches(entry.order, f"order.{step.status}", step.at, step.reason)
    for order, payment in rows.payments:
        yield from customers.draft_money(order, payment)
    for order, invoice in rows.invoices:
        yield from customers.draft_invoice(order, invoice, invoice.issued_at)
    for entry, back, _ in rows.returns:
        yield from customers.draft_return(entry.order, back)


def _facts(rows: Rows) -> Iterator[Fact]:
    for order, payment in rows.payments:
        received = payment.kind == Payment.Kind.PAYMENT
        yield money_fact(order, payment, PaymentReceived if received else PaymentRefunded)
    for order, invoice in rows.invoices:
        yield invoice_fact(order, invoice)
    for entry, back, lines in rows.returns:
        by_id = {line.id: line for line in entry.lines}
        quantities: dict[UUID, Decimal] = {line.order_line_id: line.quantity for line in lines}
        values = {line.order_line_id: line.value_minor for line in lines}
        yield return_fact(entry.order, back, by_id, quantities, values)
