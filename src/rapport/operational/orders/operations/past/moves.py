"""What a past comes to in money: every payment and refund, and what each return was worth."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from rapport.operational.orders.contracts import Past
from rapport.operational.orders.models import Order, OrderLine, Payment
from rapport.operational.orders.rules.returns import value_of_return


@dataclass(frozen=True, slots=True)
class Move:
    """Money received or given back: a positive sum in minor units, at a time (UTC)."""

    kind: str
    amount_minor: int
    at: datetime
    method: str = ""
    reference: str = ""
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """A line of a return: the order's line, how many pieces, and their worth in minor units."""

    line: OrderLine
    quantity: Decimal
    value_minor: int


def list_moves(order: Order, lines: Sequence[OrderLine], past: Past) -> list[Move]:
    """Return the money that moved; sums of zero, as an order that cost nothing has, are left out."""
    moves = [
        Move(
            Payment.Kind.PAYMENT,
            order.total_minor if told.amount_minor is None else told.amount_minor,
            *(told.at, told.method, told.reference, told.external_id),
        )
        for told in past.payments
    ]
    paid = sum(move.amount_minor for move in moves)
    for told in past.refunds:
        amount = paid if told.amount_minor is None else told.amount_minor
        named = (told.at, told.method, told.reference, told.external_id)
        moves.append(Move(Payment.Kind.REFUND, amount, *named))
    for back, worth in zip(past.returns, value_returns(lines, past), strict=True):
        if back.refunded_at:
            amount = sum(one.value_minor for one in worth)
            moves.append(Move(Payment.Kind.REFUND, amount, back.refunded_at, back.method))
    return [move for move in moves if move.amount_minor > 0]


def value_returns(lines: Sequence[OrderLine], past: Past) -> list[list[Back]]:
    """Return for each return what came back with it; pieces that come back one by one sum to their line."""
    by_place = {line.position: line for line in lines}
    before: dict[int, Decimal] = defaultdict(Decimal)
    valued = []
    for told in past.returns:
        rows = []
        for position, quantity in told.lines:
            line = by_place[position]
            value = value_of_return(line.total_minor, line.quantity, before[position], quantity)
            before[position] += quantity
            rows.append(Back(line, quantity, value))
        valued.append(rows)
    return valued
