"""Whom a message belongs to: its thread and its customer."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from rapport.collaborative.delivery.contracts import AccountState, Channel, Inbound
from rapport.collaborative.delivery.models import Conversation, Message
from rapport.customers.matching.api import list_holders
from rapport.customers.party.api import ContactDraft, CustomerDraft, get_customer, take_in_customers
from rapport.customers.prospects.api import ProspectDraft, capture_prospects
from rapport.kernel.identity.api import Actor

MOST_REFERENCES = 50


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote: the customer if any, how they were found, and where they belong."""

    party_id: UUID | None
    match: str
    unit_id: UUID | None = None


def lock_sender(account_id: UUID, sender: str) -> None:
    """Have one message of a sender taken in after the other, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{account_id} {sender}"])


def find_thread(account: AccountState, channel: Channel, message: Inbound) -> Conversation | None:
    """Return the locked conversation a message continues: what it refers to, else the sender's open one.

    Where a channel's messages name what they answer, one that names nothing begins a thread.
    """
    rows = Conversation.objects.select_for_update(of=("self",))
    if "references" not in channel.capabilities:
        found = rows.filter(account_id=account.id, peer=message.sender, state="open")
        return found.order_by("-last_at", "-id").first()
    wanted = [reference for reference in message.references if reference][:MOST_REFERENCES]
    if not wanted:
        return None
    known = dict(Message.objects.filter(reference__in=wanted).values_list("reference", "conversation_id"))
    thread = next((known[reference] for reference in wanted if reference in known), None)
    return rows.filter(id=thread).first() if thread else None


def find_sender(account: AccountState, channel: Channel, message: Inbound, *, actor: Actor) -> Sender:
    """Return who wrote: whom the channel knows, whoever wrote from this address before, else who has it.

    Else a new prospect; what no person wrote makes nobody one, nor does an address that tells nothing.
    """
    if message.customer_id is not None:
        unit_id = get_customer(message.customer_id, actor=actor).unit_id
        return Sender(message.customer_id, "claimed" if message.claimed else "known", unit_id)
    before = Message.objects.filter(sender=message.sender, direction="in", conversation__party__isnull=False)
    thread = before.order_by("-at").values_list("conversation__party_id", "conversation__unit_id").first()
    if thread is not None:
        return Sender(thread[0], "known", thread[1])
    if message.automatic or not channel.point:
        return Sender(None, "none")
    return _meet(account, channel, message, actor)


def name_sender(message: Inbound) -> str:
    """Return what a stranger is called: as they sign, else by their address."""
    return (message.sender_name.strip() or message.sender.partition("@")[0])[:200]


def _meet(account: AccountState, channel: Channel, message: Inbound, actor: Actor) -> Sender:
    holders = list_holders(channel.point, message.sender, actor=actor)
    if holders:
        unit_id = get_customer(holders[0], actor=actor).unit_id
        return Sender(holders[0], "known" if len(holders) == 1 else "several", unit_id)
    point = ContactDraft(channel.point, message.sender)
    draft = CustomerDraft(name=name_sender(message), contact_points=(point,))
    (arrival,) = take_in_customers([draft], mode="fill", actor=actor)
    if arrival.customer_id is None or arrival.state is None:
        return Sender(None, "none")
    capture_prospects([ProspectDraft(arrival.customer_id, "other", account.name, at=None)], actor=actor)
    return Sender(arrival.customer_id, "new", arrival.state.unit_id)
