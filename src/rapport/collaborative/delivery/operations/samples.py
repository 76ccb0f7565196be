"""A message tried on oneself: it goes out like any other, to nobody's timeline."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from rapport.collaborative.delivery.models import ChannelAccount, Conversation, Delivery, Message
from rapport.collaborative.delivery.operations.channels import get_channel, wake
from rapport.collaborative.delivery.rules import texts
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work


@dataclass(frozen=True, slots=True)
class SampleDraft:
    """What is tried; `html` may be empty."""

    address: str
    subject: str
    text: str
    html: str = ""


def write_sample(draft: SampleDraft, account_id: UUID, *, actor: Actor) -> UUID:
    """Send a message to an address the caller knows to be a member's own; returns the delivery.

    It belongs to no customer, so no consent is asked and no cap counts it. Raises `Missing`, `Invalid`.
    """
    with unit_of_work(actor) as work:
        account = ChannelAccount.objects.filter(id=account_id).first()
        if account is None:
            raise Missing("There is no such account.")
        channel, token = get_channel(account.channel), secrets.token_hex(16)
        address, subject = channel.normal(draft.address), texts.clean_text(draft.subject, 300)
        thread = Conversation.objects.create(
            channel=account.channel,
            account=account,
            peer=address,
            subject=subject,
            state="closed",
            unit_id=account.unit_id,
            preview=texts.preview_of(draft.text),
            messages=1,
            last_at=work.now,
            created_at=work.now,
        )
        message = Message.objects.create(
            conversation=thread,
            account=account,
            direction="out",
            reference=channel.refer(token, account.address),
            sender=account.address,
            sender_name=account.name[:200],
            author_id=actor.member_id,
            subject=subject,
            text=draft.text,
            html=draft.html,
            at=work.now,
        )
        row = Delivery.objects.create(
            message=message,
            account=account,
            channel=account.channel,
            address=address,
            token=token,
            due_at=work.now,
        )
        wake(account.channel)
        return row.id
