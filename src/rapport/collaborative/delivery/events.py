"""Facts about messages: what was said is read through `api`, so that words stay in one place."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class MessageReceived(Fact, frozen=True, kw_only=True):
    """A message came in (`at` UTC); `match` says how its customer was found, none where there is none.

    `size` is how many characters its text has, without what it quotes.
    """

    name: ClassVar[str] = "message.received.v1"
    subject_kind: ClassVar[str] = "conversation"
    subject_field: ClassVar[str] = "conversation_id"

    conversation_id: UUID
    message_id: UUID
    customer_id: UUID | None
    channel: str
    account_id: UUID
    match: str
    automatic: bool
    began: bool
    at: datetime
    size: int | None = None


class MessageWritten(Fact, frozen=True, kw_only=True):
    """A message to a customer was written and waits to be carried; `purpose` is empty for an answer.

    `size` is how many characters its text has.
    """

    name: ClassVar[str] = "message.written.v1"
    subject_kind: ClassVar[str] = "conversation"
    subject_field: ClassVar[str] = "conversation_id"

    conversation_id: UUID
    message_id: UUID
    delivery_id: UUID
    customer_id: UUID | None
    channel: str
    account_id: UUID
    purpose: str
    at: datetime
    size: int | None = None


class MessageWithdrawn(Fact, frozen=True, kw_only=True):
    """A message was taken back before anybody began to send it; it is no more."""

    name: ClassVar[str] = "message.withdrawn.v1"
    subject_kind: ClassVar[str] = "conversation"
    subject_field: ClassVar[str] = "conversation_id"

    conversation_id: UUID
    message_id: UUID
    channel: str
    at: datetime


class DeliverySettled(Fact, frozen=True, kw_only=True):
    """A delivery got further: sent, delivered, read, failed, refused or uncertain. `cost` as charged.

    `group_id` is what many were written for at once: the campaign.
    """

    name: ClassVar[str] = "delivery.settled.v1"
    subject_kind: ClassVar[str] = "delivery"
    subject_field: ClassVar[str] = "delivery_id"

    delivery_id: UUID
    message_id: UUID
    customer_id: UUID | None
    channel: str
    account_id: UUID
    purpose: str
    state: str
    code: str
    units: int
    cost: str
    currency: str
    at: datetime
    group_id: UUID | None = None


class ConversationChanged(Fact, frozen=True, kw_only=True):
    """A conversation as it now is: whose it is, whether it is open, snoozed, answered."""

    name: ClassVar[str] = "conversation.changed.v1"
    subject_kind: ClassVar[str] = "conversation"
    subject_field: ClassVar[str] = "conversation_id"

    conversation_id: UUID
    customer_id: UUID | None
    channel: str
    account_id: UUID
    state: str
    match: str
    assignee_id: UUID | None
    team_id: UUID | None
    snoozed_until: datetime | None
    waiting_since: datetime | None
    tags: list[str]
    version: int
