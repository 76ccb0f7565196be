"""Many messages of one business come in at once: one transaction, a few statements, however many they are.

For channels whose senders go on writing in a conversation that is open; who has none begins one, in the
same statements. Whatever else is about a message (files, hypertext, a machine's word) goes the way single
ones do, within the same transaction.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import Q

from rapport.collaborative.delivery.contracts import AccountState, Channel, Inbound, Taken
from rapport.collaborative.delivery.models import AccountHealth, Conversation, Message
from rapport.collaborative.delivery.operations.channels import get_channel
from rapport.collaborative.delivery.operations.charging import book_received
from rapport.collaborative.delivery.operations.finding_many import find_senders
from rapport.collaborative.delivery.operations.hearing import tell_heard
from rapport.collaborative.delivery.operations.receiving import (
    AGAIN,
    MOVED,
    begun,
    heard_of,
    move_on,
    received_fact,
    take_in,
    touch_of,
)
from rapport.collaborative.delivery.operations.rows import save_conversations
from rapport.collaborative.delivery.operations.telling import tell_many_changed
from rapport.collaborative.delivery.rules import texts
from rapport.customers.timeline.api import record_touches
from rapport.kernel.identity.api import system_actor
from rapport.kernel.work.api import Work, record_many, unit_of_work

Given = tuple[AccountState, Inbound]
Fresh = tuple[AccountState, Conversation, Message]
Place = tuple[UUID, str]
"""An account, and what is told apart within it: a sender, or an external id."""
_LOCK = """
select pg_advisory_xact_lock(hashtextextended(name, 0))
  from (select name from unnest(%s::text[]) n(name) order by name) sorted
"""
_TWINS = """
select distinct on (n.account_id, n.name) n.account_id, n.name, m.conversation_id, m.id
  from unnest(%(accounts)s::uuid[], %(names)s::text[], %(senders)s::text[], %(beginnings)s::text[],
              %(linked)s::timestamptz[]) n(account_id, name, sender, beginning, linked)
  join message m on m.sender = n.sender and m.direction = 'in' and m.account_id = n.account_id
   and m.at > n.linked - make_interval(secs => %(again)s) and m.at < n.linked
   and starts_with(m.external_id, n.beginning)
 order by n.account_id, n.name, m.at, m.id
"""


def take_in_many(given: Sequence[Given]) -> list[Taken]:
    """Keep messages of one channel and business; when this returns, all are committed, in their order.

    The same message twice (account and external id) is one message, within the batch as well.
    """
    actor, channel = system_actor(given[0][0].tenant_id), get_channel(given[0][0].channel)
    with unit_of_work(actor) as work:
        _lock_senders(given)
        known, threads = _find_known(given), _find_threads(given)
        threads |= _begin_threads(given, known, threads, channel, work)
        taken, fresh = list[Taken](), list[Fresh]()
        for account, message in given:
            name = (account.id, message.external_id)
            thread = threads.get((account.id, message.sender))
            if name in known:
                taken.append(Taken(*known[name], fresh=False))
                continue
            if thread is not None and is_plain(message):
                row = _row_of(account, message, thread, channel, work)
                move_on(thread, row)
                fresh.append((account, thread, row))
                taken.append(Taken(thread.id, row.id, fresh=True))
            else:
                _write(fresh, work)  # what is taken singly reads what was written before it
                fresh = []
                taken.append(take_in(account, message))
                threads = {**threads, **_find_threads(given)}
            known[name] = (taken[-1].conversation_id, taken[-1].message_id)
        _write(fresh, work)
    return taken


def _begin_threads(
    given: Sequence[Given],
    known: Mapping[Place, object],
    threads: Mapping[Place, object],
    channel: Channel,
    work: Work,
) -> dict[Place, Conversation]:
    """The conversations of those who have none open, not yet kept.

    Only where the first of theirs that is new is plain: any other begins its thread by itself.
    """
    if "references" in channel.capabilities:
        return {}
    firsts = dict[Place, Given]()
    for account, message in given:
        place = (account.id, message.sender)
        if place not in threads and (account.id, message.external_id) not in known:
            firsts.setdefault(place, (account, message))
    plain = {place: one for place, one in firsts.items() if is_plain(one[1])}
    if not plain:
        return {}
    senders = find_senders(list(plain.values()), channel, actor=work.actor)
    return {place: begun(*plain[place], sender, work) for place, sender in senders.items()}


def _lock_senders(given: Sequence[Given]) -> None:
    """As for single ones, and in one order, so that no two batches wait for each other in a circle."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [list({f"{account.id} {message.sender}" for account, message in given})])
        cursor.fetchall()


def _find_known(given: Sequence[Given]) -> dict[Place, tuple[UUID, UUID]]:
    rows = Message.objects.filter(
        account_id__in={account.id for account, _ in given},
        external_id__in={message.external_id for _, message in given},
    )
    found = rows.values_list("account_id", "external_id", "conversation_id", "id")
    known = {(account_id, str(name)): (thread, message) for account_id, name, thread, message in found}
    return _find_twins(given) | known


def _find_twins(given: Sequence[Given]) -> dict[Place, tuple[UUID, UUID]]:
    """Messages alike that came shortly before the links did over which these are handed over."""
    asked = [(account.id, one, *one.twin) for account, one in given if one.twin is not None]
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            _TWINS,
            {
                "accounts": [account for account, *_ in asked],
                "names": [one.external_id for _, one, *_ in asked],
                "senders": [one.sender for _, one, *_ in asked],
                "beginnings": [beginning for *_, beginning, _linked in asked],
                "linked": [linked for *_, linked in asked],
                "again": AGAIN.total_seconds(),
            },
        )
        return {(account, name): (thread, message) for account, name, thread, message in cursor.fetchall()}


def _find_threads(given: Sequence[Given]) -> dict[Place, Conversation]:
    """The open conversation of each sender, locked; of several the latest."""
    accounts, senders = {account.id for account, _ in given}, {message.sender for _, message in given}
    rows = Conversation.objects.filter(Q(account_id__in=accounts) & Q(peer__in=senders) & Q(state="open"))
    locked = rows.select_for_update(of=("self",)).order_by("id")
    return {(row.account_id, row.peer): row for row in sorted(locked, key=lambda row: (row.last_at, row.id))}


def is_plain(message: Inbound) -> bool:
    """Tell whether a message is words of a person alone, so that it can be kept with many."""
    odd = (message.files, message.raw, message.html, message.automatic, message.references)
    return not any(odd)


def _row_of(
    account: AccountState, message: Inbound, thread: Conversation, channel: Channel, work: Work
) -> Message:
    return Message(
        conversation=thread,
        account_id=account.id,
        direction="in",
        external_id=message.external_id,
        reference=message.reference,
        sender=message.sender,
        sender_name=texts.clean_text(message.sender_name, 200),
        subject=texts.clean_text(message.subject, 300),
        text=texts.clean_text(message.text, channel.limits.text),
        at=min(message.at, work.now),
    )


def _write(fresh: Sequence[Fresh], work: Work) -> None:
    if not fresh:
        return
    threads = {thread.id: thread for _, thread, _ in fresh}
    first = {thread.id: row.id for _, thread, row in reversed(fresh) if thread._state.adding}
    there = [thread for thread in threads.values() if thread.id not in first]
    Conversation.objects.bulk_create(thread for thread in threads.values() if thread.id in first)
    Message.objects.bulk_create(row for _, _, row in fresh)
    save_conversations(there, MOVED)
    began = set(first.values())
    record_touches(
        [touch_of(thread, row, thread.party_id) for _, thread, row in fresh if thread.party_id],
        actor=work.actor,
    )
    record_many([received_fact(thread, row, began=row.id in began) for _, thread, row in fresh], work)
    tell_many_changed(threads.values(), work)
    AccountHealth.objects.filter(account_id__in={account.id for account, _, _ in fresh}).update(
        last_in_at=work.now
    )
    tell_heard([heard_of(account, thread, row, began=row.id in began) for account, thread, row in fresh])
    book_received([(account, row) for account, _, row in fresh], work)
