"""The rows of pasts: steps, money, invoices and returns, with the times their system gave them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from rapport.kernel.work.api import Work
from rapport.operational.orders.contracts import Past
from rapport.operational.orders.models import (
    GoodsReturn,
    Invoice,
    Order,
    OrderLine,
    Payment,
    ReturnLine,
    StatusChange,
)
from rapport.operational.orders.operations.past.moves import Back, list_moves, value_returns
from rapport.operational.orders.operations.series import next_numbers


@dataclass(frozen=True, slots=True)
class Entry:
    """A new order with its lines and its past."""

    order: Order
    lines: Sequence[OrderLine]
    past: Past


@dataclass(slots=True)
class Rows:
    """Everything that is to be written of some pasts."""

    steps: list[StatusChange] = field(default_factory=list)
    payments: list[tuple[Order, Payment]] = field(default_factory=list)
    invoices: list[tuple[Order, Invoice]] = field(default_factory=list)
    returns: list[tuple[Entry, GoodsReturn, list[ReturnLine]]] = field(default_factory=list)


def make_rows(entries: Sequence[Entry], work: Work) -> Rows:
    """Return the rows of these pasts; invoices and returns take the next numbers in order of time."""
    rows = Rows()
    for entry in entries:
        rows.steps.extend(_steps(entry, work))
        rows.payments.extend((entry.order, row) for row in _money(entry, work))
        rows.invoices.extend((entry.order, row) for row in _invoices(entry, work))
        rows.returns.extend(_returns(entry, work))
    _number("R", [invoice for _, invoice in rows.invoices], "issued_at")
    _number("B", [back for _, back, _ in rows.returns], "received_at")
    return rows


def _steps(entry: Entry, work: Work) -> Iterator[StatusChange]:
    before = Order.Status.PLACED.value
    for step in entry.past.steps:
        yield StatusChange(
            order=entry.order,
            before=before,
            after=step.status,
            at=step.at.astimezone(UTC),
            actor_id=None if step.who else work.actor.id,
            actor_name=(step.who or work.actor.name)[:200],
            reason=step.reason[:500],
            batch_id=work.batch_id,
        )
        before = step.status


def _money(entry: Entry, work: Work) -> Iterator[Payment]:
    for move in list_moves(entry.order, entry.lines, entry.past):
        yield Payment(
            order=entry.order,
            kind=move.kind,
            amount_minor=move.amount_minor,
            currency=entry.order.currency,
            method=move.method,
            reference=move.reference,
            source=entry.order.source,
            external_id=move.external_id,
            received_at=move.at.astimezone(UTC),
            batch_id=work.batch_id,
        )


def _invoices(entry: Entry, work: Work) -> Iterator[Invoice]:
    order = entry.order
    for told in entry.past.invoices:
        yield Invoice(
            number=told.number,
            order=order,
            status=Invoice.Status.PAID if order.paid_minor >= order.total_minor else Invoice.Status.ISSUED,
            issued_at=told.at.astimezone(UTC),
            due_on=told.due_on,
            currency=order.currency,
            net_minor=order.total_minor - order.tax_minor,
            tax_minor=order.tax_minor,
            total_minor=order.total_minor,
            batch_id=work.batch_id,
        )


def _returns(entry: Entry, work: Work) -> Iterator[tuple[Entry, GoodsReturn, list[ReturnLine]]]:
    for told, worth in zip(entry.past.returns, value_returns(entry.lines, entry.past), strict=True):
        back = GoodsReturn(
            order=entry.order,
            reason=told.reason,
            note=told.note[:500],
            received_at=told.at.astimezone(UTC),
            currency=entry.order.currency,
            value_minor=sum(one.value_minor for one in worth),
            batch_id=work.batch_id,
            created_at=told.at.astimezone(UTC),
        )
        yield entry, back, [_return_line(back, one) for one in worth]


def _return_line(back: GoodsReturn, one: Back) -> ReturnLine:
    return ReturnLine(
        goods_return=back,
        order_line_id=one.line.id,
        quantity=one.quantity,
        value_minor=one.value_minor,
        batch_id=back.batch_id,
    )


def _number(prefix: str, documents: Iterable[Invoice | GoodsReturn], moment: str) -> None:
    """Give numbers to the documents that brought none: by the year, in order of time."""
    years: dict[int, list[Invoice | GoodsReturn]] = defaultdict(list)
    for document in documents:
        if not document.number:
            at: datetime = getattr(document, moment)
            years[at.year].append(document)
    for year, some in sorted(years.items()):
        some.sort(key=lambda document: getattr(document, moment))
        for document, number in zip(some, next_numbers(prefix, year, len(some)), strict=True):
            document.number = number
