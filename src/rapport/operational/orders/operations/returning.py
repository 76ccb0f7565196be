"""Goods that come back."""

from collections import defaultdict
from datetime import UTC
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict, Invalid, Unknown
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work, unit_of_work
from rapport.operational.orders.contracts import NewPayment, NewReturn
from rapport.operational.orders.events import ReturnedLine, ReturnReceived
from rapport.operational.orders.models import GoodsReturn, Order, OrderLine, ReturnLine
from rapport.operational.orders.operations import customers
from rapport.operational.orders.operations.changing import lock_order
from rapport.operational.orders.operations.payments import take_refund
from rapport.operational.orders.operations.series import next_number
from rapport.operational.orders.rules.returns import value_of_return


def receive_return(order_id: UUID, new: NewReturn, *, actor: Actor) -> GoodsReturn:
    """Note goods that came back, worth what their lines cost; gives money back when asked to.

    Raises `Missing`; `Invalid` when a line is not the order's, more comes back than was sent, or more money
    would go back than was received; `Conflict` when the source reported this return already.
    """
    actor.require("edit", "order")
    with unit_of_work(actor) as work:
        return take_return(lock_order(order_id, actor), new, work)


def take_return(order: Order, new: NewReturn, work: Work) -> GoodsReturn:
    """Note a return on a locked order."""
    _check(new)
    lines = {line.id: line for line in OrderLine.objects.filter(order_id=order.id)}
    values = _value(new, lines, _returned_before(order.id))
    back = GoodsReturn.objects.create(
        number=next_number("B", work.now.year),
        order=order,
        reason=new.reason,
        note=new.note,
        received_at=(new.received_at or work.now).astimezone(UTC),
        currency=order.currency,
        value_minor=sum(values.values()),
        source=new.source,
        external_id=new.external_id,
        batch_id=work.batch_id,
        created_at=work.now,
    )
    quantities = _quantities(new)
    ReturnLine.objects.bulk_create(
        ReturnLine(
            goods_return=back,
            order_line_id=line_id,
            quantity=quantities[line_id],
            value_minor=value,
            batch_id=work.batch_id,
        )
        for line_id, value in values.items()
    )
    customers.note_return(order, back, work)
    work.record(return_fact(order, back, lines, quantities, values))
    if new.refund_minor:
        take_refund(order, NewPayment(new.refund_minor, reference=back.number), work)
    return back


def _check(new: NewReturn) -> None:
    wrong: dict[str, str] = {}
    if new.reason not in GoodsReturn.Reason.values:
        wrong["reason"] = _("There is no such reason.")
    if not new.lines:
        wrong["lines"] = _("A return needs at least one line.")
    if len(new.note) > 500 or "\x00" in new.note:
        wrong["note"] = _("At most %(count)s characters.") % {"count": 500}
    if new.refund_minor < 0:
        wrong["refund_minor"] = _("Not an amount of money.")
    if wrong:
        raise Invalid(_("The return is not right yet."), fields=wrong)
    known = GoodsReturn.objects.filter(source=new.source, external_id=new.external_id)
    if new.external_id and known.exists():
        raise Conflict(_("This return came in already."), code="external-id-taken")


def _quantities(new: NewReturn) -> dict[UUID, Decimal]:
    wanted: dict[UUID, Decimal] = defaultdict(Decimal)
    for line_id, quantity in new.lines:
        wanted[line_id] += quantity
    return wanted


def _returned_before(order_id: UUID) -> dict[UUID, Decimal]:
    returns = GoodsReturn.objects.filter(order_id=order_id).values("id")
    rows = ReturnLine.objects.filter(goods_return_id__in=returns).values("order_line_id")
    return {row["order_line_id"]: row["so_far"] for row in rows.annotate(so_far=Sum("quantity"))}


def _value(new: NewReturn, lines: dict[UUID, OrderLine], before: dict[UUID, Decimal]) -> dict[UUID, int]:
    values: dict[UUID, int] = {}
    wrong: dict[str, str] = {}
    for number, (line_id, quantity) in enumerate(_quantities(new).items()):
        line = lines.get(line_id)
        if line is None:
            reason = _("There is no such line in this order.")
            raise Unknown(reason, fields={f"lines.{number}.line_id": reason})
        try:
            values[line_id] = value_of_return(
                line.total_minor, line.quantity, before.get(line_id, Decimal(0)), quantity
            )
        except (ValueError, ArithmeticError):
            wrong[f"lines.{number}.quantity"] = _("More would come back than was sent.")
    if wrong:
        raise Invalid(_("The return is not right yet."), fields=wrong)
    return values


def return_fact(
    order: Order,
    back: GoodsReturn,
    lines: dict[UUID, OrderLine],
    quantities: dict[UUID, Decimal],
    values: dict[UUID, int],
) -> ReturnReceived:
    """Return the fact of goods that came back."""
    return ReturnReceived(
        return_id=back.id,
        number=back.number,
        order_id=order.id,
        party_id=order.party_id,
        reason=back.reason,
        received_at=back.received_at,
        currency=back.currency,
        value_minor=back.value_minor,
        lines=tuple(
            ReturnedLine(
                line_id=line_id,
                sku=lines[line_id].sku,
                product_id=lines[line_id].product_id,
                quantity=format(quantities[line_id].normalize(), "f"),
                value_minor=value,
            )
            for line_id, value in values.items()
        ),
    )
