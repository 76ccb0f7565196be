"""What the tests of delivery share: an account, letters that come, deliveries that leave."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tests.house import Shop

from rapport.collaborative.delivery.api import add_account, take_in, write_message
from rapport.collaborative.delivery.contracts import AccountDraft, AccountState, Inbound, Outbound, Taken
from rapport.collaborative.delivery.models import ChannelAccount, Conversation, Delivery
from rapport.collaborative.delivery.operations import sending
from rapport.collaborative.delivery.operations.claiming import claim_due
from rapport.collaborative.delivery.queries.accounts import state_of
from rapport.kernel.tenancy.api import as_tenant

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def account(shop: Shop, address: str = "help@shop.example", **values: Any) -> AccountState:
    """Connect an address of the shop that works."""
    values = {"channel": "email", "name": "Help", "active": True, **values}
    line = add_account(AccountDraft(address=address, **values), actor=shop.actor)
    with as_tenant(shop.tenant_id):
        return state_of(ChannelAccount.objects.get(id=line.id))


def letter(name: str = "1", sender: str = "ada@example.org", **values: Any) -> Inbound:
    """A message as a channel read it."""
    usual = {"subject": "Where is my tea?", "text": "It has not come.", "sender_name": "Ada Lovelace"}
    return Inbound(
        external_id=name, reference=f"<{name}@example.org>", sender=sender, at=NOON, **{**usual, **values}
    )


def received(place: AccountState, name: str = "1", **values: Any) -> Taken:
    return take_in(place, letter(name, **values))


def answered(shop: Shop, place: AccountState, message: Inbound, **values: Any) -> Taken:
    """Take a message in and answer it."""
    taken = take_in(place, message)
    write_message(taken.conversation_id, "It comes today.", actor=shop.actor, **values)
    return taken


def thread(shop: Shop, conversation_id: UUID) -> Conversation:
    with as_tenant(shop.tenant_id):
        return Conversation.objects.get(id=conversation_id)


def deliveries(shop: Shop) -> list[Delivery]:
    """What the shop sends, the oldest first."""
    with as_tenant(shop.tenant_id):
        return list(Delivery.objects.order_by("id"))


def claimed(shop: Shop, limit: int = 10) -> list[UUID]:
    """Claim what may leave, account by account."""
    with as_tenant(shop.tenant_id):
        places = list(ChannelAccount.objects.order_by("id").values_list("id", flat=True))
    return [one for place in places for one in claim_due(shop.tenant_id, place, limit)]


def handed_over(shop: Shop) -> Outbound:
    """Claim the one delivery that waits and take it as the channel would."""
    (delivery_id,) = claimed(shop)
    ((_place, out),) = sending.hand_over(shop.tenant_id, [delivery_id])
    return out
