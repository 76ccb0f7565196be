"""What an order means to its customer: counters and timeline, kept in the order's own transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.customers.party.api import CustomerState, get_customer
from rapport.customers.timeline.api import TouchDraft, record_touches
from rapport.kernel.errors import Missing, Unknown
from rapport.kernel.identity.api import Actor
from rapport.kernel.money.api import minor_digits, to_major
from rapport.kernel.work.api import Work
from rapport.operational.orders.models import GoodsReturn, Invoice, Order, Payment
from rapport.operational.orders.operations import counters


def find_party(party_id: UUID, actor: Actor) -> CustomerState | None:
    """Return the customer an actor may see, or None; an id merged away leads to the survivor."""
    try:
        return get_customer(party_id, actor=actor)
    except Missing:
        return None


def require_party(party_id: UUID, actor: Actor) -> CustomerState:
    """Return the customer an order names; raises `Invalid` when the actor may see none of this id."""
    party = find_party(party_id, actor)
    if party is None:
        reason = _("There is no such customer.")
        raise Unknown(reason, fields={"party_id": reason})
    return party


def recount(party_ids: Collection[UUID | None], work: Work) -> None:
    """Count these customers' orders anew."""
    counters.recount(party_ids, work)


def note_placed(order: Order, work: Work) -> None:
    """An order was placed."""
    if order.party_id:
        recount([order.party_id], work)
        _touch(order, _placed(order), work, at=order.placed_at, summary=_total(order))


def note_many(steps: Sequence[tuple[Order, str]], work: Work) -> None:
    """Orders came in or moved on in another system: (order, its status before, "" for a new one)."""
    drafts: list[TouchDraft] = []
    for order, before in steps:
        if not before:
            drafts.extend(draft_touches(order, _placed(order), order.placed_at, _total(order)))
        elif before != order.status:
            drafts.extend(draft_touches(order, f"order.{order.status}", work.now))
    _record(drafts, work)


def note_given(order: Order, work: Work) -> None:
    """An order that was somebody else's, or a guest's, became this customer's."""
    _touch(order, "order.placed", work, at=order.placed_at, summary=_money(order.total_minor, order.currency))


def note_status(order: Order, work: Work) -> None:
    """An order went to another status."""
    _touch(order, f"order.{order.status}", work)


def note_money(order: Order, payment: Payment, work: Work) -> None:
    """Money was received or given back."""
    _record(draft_money(order, payment), work)


def draft_money(order: Order, payment: Payment) -> list[TouchDraft]:
    """Return the line of money received or given back."""
    back = payment.kind == Payment.Kind.REFUND
    summary = " · ".join(filter(None, (_money(payment.amount_minor, payment.currency), payment.method)))
    kind = "payment.refunded" if back else "payment.received"
    return draft_touches(order, kind, payment.received_at, summary, "out" if back else "in")


def note_invoice(order: Order, invoice: Invoice, work: Work) -> None:
    """An invoice was issued."""
    _record(draft_invoice(order, invoice, work.now), work)


def draft_invoice(order: Order, invoice: Invoice, at: datetime) -> list[TouchDraft]:
    """Return the line of an invoice issued."""
    summary = f"{invoice.number} · {_money(invoice.total_minor, invoice.currency)}"
    return draft_touches(order, "invoice.issued", at, summary, "out")


def note_return(order: Order, back: GoodsReturn, work: Work) -> None:
    """Goods came back."""
    _record(draft_return(order, back), work)


def draft_return(order: Order, back: GoodsReturn) -> list[TouchDraft]:
    """Return the line of goods that came back."""
    summary = f"{back.number} · {_money(back.value_minor, back.currency)}"
    return draft_touches(order, "return.received", back.received_at, summary)


def _touch(order: Order, kind: str, work: Work, *, at: datetime | None = None, summary: str = "") -> None:
    _record(draft_touches(order, kind, at or work.now, summary), work)


def _record(drafts: list[TouchDraft], work: Work) -> None:
    if drafts:
        record_touches(drafts, actor=work.actor, batch_id=work.batch_id)


def draft_touches(
    order: Order, kind: str, at: datetime, summary: str = "", direction: str = "in"
) -> list[TouchDraft]:
    """Return the line of a customer's order; a guest has no timeline. The number is the line's title."""
    if order.party_id is None:
        return []
    return [
        TouchDraft(
            order.party_id,
            at,
            kind,
            order.number,
            summary,
            direction=direction,
            subject_kind="order",
            subject_id=order.id,
        )
    ]


def _placed(order: Order) -> str:
    return "order.placed" if order.kind == Order.Kind.ORDER else f"order.{order.kind}"


def _total(order: Order) -> str:
    return _money(order.total_minor, order.currency)


def _money(minor: int, currency: str) -> str:
    return f"{to_major(minor, currency):.{minor_digits(currency)}f} {currency}"
