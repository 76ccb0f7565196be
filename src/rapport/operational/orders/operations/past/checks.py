"""What a past must hold to be believed, and what it makes of its order."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from rapport.kernel.errors import Invalid
from rapport.operational.orders.contracts import Past, PastPayment
from rapport.operational.orders.models import GoodsReturn, Order, OrderLine, Payment
from rapport.operational.orders.operations.checks import MOST_MONEY
from rapport.operational.orders.operations.past.moves import list_moves


def take_past(order: Order, lines: Sequence[OrderLine], past: Past, now: datetime) -> None:
    """Let a new order stand where its past left it; raises `Invalid` naming what cannot have been."""
    wrong = {
        **_wrong_steps(order, past, now),
        **_wrong_money(past),
        **_wrong_returns(lines, past, now),
    }
    if wrong:
        raise Invalid(_("The order's past is not right yet."), fields=wrong)
    moves = list_moves(order, lines, past)
    order.paid_minor = sum(move.amount_minor for move in moves if move.kind == Payment.Kind.PAYMENT)
    order.refunded_minor = sum(move.amount_minor for move in moves if move.kind == Payment.Kind.REFUND)
    if order.refunded_minor > order.paid_minor:
        reason = _("More would go back than was received.")
        raise Invalid(reason, fields={"past.refunds": reason})
    if past.steps:
        order.status = past.steps[-1].status
        order.updated_at = max(step.at for step in past.steps).astimezone(UTC)


def _wrong_steps(order: Order, past: Past, now: datetime) -> dict[str, str]:
    wrong = {}
    before = order.placed_at
    for number, step in enumerate(past.steps):
        if step.status not in Order.Status.values:
            wrong[f"past.steps.{number}.status"] = _("There is no such status.")
        if not before <= step.at <= now:
            wrong[f"past.steps.{number}.at"] = _("The steps do not follow one another.")
        before = step.at
    return wrong


def _wrong_money(past: Past) -> dict[str, str]:
    wrong = {}
    for name, moved in (("payments", past.payments), ("refunds", past.refunds)):
        for number, one in enumerate(moved):
            wrong.update(_wrong_payment(one, f"past.{name}.{number}"))
    return wrong


def _wrong_payment(payment: PastPayment, place: str) -> dict[str, str]:
    wrong = {}
    if payment.amount_minor is not None and not 0 < payment.amount_minor < MOST_MONEY:
        wrong[f"{place}.amount_minor"] = _("Not an amount of money.")
    for name, most in (("method", 60), ("reference", 200), ("external_id", 100)):
        text = getattr(payment, name)
        if len(text) > most or "\x00" in text:
            wrong[f"{place}.{name}"] = _("At most %(count)s characters.") % {"count": most}
    return wrong


def _wrong_returns(lines: Sequence[OrderLine], past: Past, now: datetime) -> dict[str, str]:
    wrong = {}
    left: dict[int, Decimal] = defaultdict(Decimal, {line.position: line.quantity for line in lines})
    for number, back in enumerate(past.returns):
        if back.reason not in GoodsReturn.Reason.values:
            wrong[f"past.returns.{number}.reason"] = _("There is no such reason.")
        if back.at > now:
            wrong[f"past.returns.{number}.at"] = _("That has not happened yet.")
        for position, quantity in back.lines:
            left[position] -= quantity
            if quantity <= 0 or left[position] < 0:
                wrong[f"past.returns.{number}.lines"] = _("More would come back than was sent.")
    return wrong
