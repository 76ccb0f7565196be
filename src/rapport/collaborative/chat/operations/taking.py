"""Messages visitors wrote: kept together, many at a time; acknowledged once they are committed."""

from collections.abc import Sequence
from uuid import UUID

from rapport.collaborative.chat.contracts import Kept, Posted
from rapport.collaborative.chat.models import ChatLine, ChatVisitor
from rapport.collaborative.chat.operations.identifying import recognise
from rapport.collaborative.chat.operations.telling import tell_visitors
from rapport.collaborative.chat.operations.visitors import meet_visitors
from rapport.collaborative.chat.queries.visitors import digest_of
from rapport.collaborative.delivery.api import take_in_many
from rapport.collaborative.delivery.contracts import Inbound
from rapport.kernel.identity.api import system_actor
from rapport.kernel.work.api import unit_of_work


def take_posted(given: Sequence[Posted]) -> list[Kept]:
    """Keep messages of one business, in the order given, but none of who was blocked.

    Committed when this returns.
    """
    with unit_of_work(system_actor(given[0].account.tenant_id)) as work:
        known = meet_visitors(given, work)
        posted = [(one, known[one.account.id, digest_of(one.token)]) for one in given]
        heard = [(one, row) for one, row in posted if row.blocked_at is None]
        if not heard:
            return [Kept(row.id, 0, refused=True) for _, row in posted]
        recognise(heard, work)
        _want_persons(heard, work.now)
        taken = take_in_many([(one.account, inbound_of(one, row)) for one, row in heard])
        lines = ChatLine.objects.filter(message_id__in=tuple(one.message_id for one in taken))
        numbers = dict(lines.values_list("message_id", "number"))
        tell_visitors({row.id for _, row in heard})
    messages = iter(taken)
    return [
        Kept(row.id, 0, refused=True)
        if row.blocked_at is not None
        else Kept(row.id, numbers.get(next(messages).message_id, 0))
        for _, row in posted
    ]


def _want_persons(heard: Sequence[tuple[Posted, ChatVisitor]], now: object) -> None:
    wishing = {row.id for one, row in heard if one.person and row.person_at is None}
    if wishing:
        ChatVisitor.objects.filter(id__in=wishing).update(person_at=now)


def inbound_of(one: Posted, row: ChatVisitor) -> Inbound:
    """Return a message as delivery takes it; the page's own id tells it from the visitor's others."""
    return Inbound(
        external_id=external_id_of(row.id, one.id),
        sender=row.id.hex,
        sender_name=row.name or row.email,
        at=one.at,
        text=one.text,
        customer_id=row.party_id,
        claimed=not row.proved,
        files=one.files,
    )


def external_id_of(visitor_id: UUID, own_id: str) -> str:
    """Return what delivery knows a visitor's message by."""
    return f"{visitor_id.hex}.{own_id}"
