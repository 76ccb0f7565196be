"""Tables of the room."""

from rapport.collaborative.delivery.models.account import AccountHealth, ChannelAccount
from rapport.collaborative.delivery.models.conversation import Conversation, Message, MessageFile
from rapport.collaborative.delivery.models.delivery import (
    Delivery,
    DeliveryPart,
    DeliveryReport,
    Undeliverable,
)

__all__ = [
    "AccountHealth",
    "ChannelAccount",
    "Conversation",
    "Delivery",
    "DeliveryPart",
    "DeliveryReport",
    "Message",
    "MessageFile",
    "Undeliverable",
]
