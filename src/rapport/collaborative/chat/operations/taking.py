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

BLOCKED = "blocked"


def take_posted(given: Sequence[Posted]) -> list[Kept]:
    """Keep messages of one business; whoever is blocked is refused. Committed when this returns."""
    with unit_of_work(system_actor(given[0].account.tenant_id)) as work:
        known = meet_visitors(given, work)
        writers = [known[one.account.id, digest_of(one.token)] for one in given]
        recognise(list(zip(given, writers, strict=True)), work)
        heard = [(one, row) for one, row in zip(given, writers, strict=True) if row.blocked_at is None]
        _want_persons(heard, work.now)
        taken = take_in_many([(one.account, inbound_of(one, row)) for one, row in heard]) if heard else []
        messages = {id(one): taken_one.message_id for (one, _), taken_one in zip(heard, taken, strict=True)}
        lines = ChatLine.objects.filter(message_id__in=tuple(messages.values()))
        numbers = dict(lines.values_list("message_id", "number"))
        tell_visitors({row.id for _, row in heard})
    return [
        Kept(row.id, numbers.get(messages[id(one)], 0)) if id(one) in messages else Kept(row.id, 0, BLOCKED)
        for one, row in zip(given, writers, strict=True)
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
