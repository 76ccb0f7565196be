"""What messages cost, and whether there is money left: a protocol of this room, filled by one beside it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from rapport.collaborative.delivery.contracts.adapter import Quote


@dataclass(frozen=True, slots=True)
class Chargeable:
    """A message as whoever reckons its cost sees it.

    `id` is the delivery's, or the message's where it came in. `number` is the business's own address,
    `address` the other side's. `text` is all that is carried, the way out included. `quote` is what its
    channel says it took, once it left.
    """

    id: UUID
    message_id: UUID
    conversation_id: UUID
    account_id: UUID
    channel: str
    number: str
    address: str
    direction: Literal["in", "out"]
    text: str
    purpose: str = ""
    group_id: UUID | None = None
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why a message may not leave now: a code with words (`register_reasons`), of what, asked again when."""

    code: str
    detail: str
    until: datetime


class Charging(Protocol):
    """Reckons what messages cost, and stops those there is no money for; `at` is the moment of the work."""

    def reserve(self, messages: Sequence[Chargeable], at: datetime) -> Mapping[UUID, Stopped]:
        """Set the money of messages aside as they are claimed; returns those that may not leave now.

        The last thing a claim does before it writes: what it locks is let go by the commit. One that was set
        aside before stays so, and is not stopped.
        """

    def price(self, messages: Sequence[Chargeable], at: datetime) -> Mapping[UUID, Quote]:
        """Return what messages that left cost, where that is known better than by their channel."""

    def book(self, messages: Sequence[Chargeable], at: datetime) -> None:
        """Write down what messages cost that left or came in, at the end of the transaction that notes it."""

    def release(self, delivery_ids: Collection[UUID], at: datetime) -> None:
        """Give the money back of deliveries that will never leave."""
