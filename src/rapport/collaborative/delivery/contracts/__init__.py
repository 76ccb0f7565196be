"""What crosses the room's walls."""

from rapport.collaborative.delivery.contracts.adapter import (
    Accepted,
    Adapter,
    Channel,
    Health,
    Limits,
    Quote,
    Retry,
    Sink,
    Unacceptable,
)
from rapport.collaborative.delivery.contracts.carried import (
    AccountState,
    Inbound,
    InFile,
    Outbound,
    OutFile,
    Report,
    Taken,
)
from rapport.collaborative.delivery.contracts.threads import (
    AccountDraft,
    AccountLine,
    ConversationLine,
    ConversationRow,
    DeliveryLine,
    FileDraft,
    FileLine,
    MessageLine,
)

__all__ = [
    "Accepted",
    "AccountDraft",
    "AccountLine",
    "AccountState",
    "Adapter",
    "Channel",
    "ConversationLine",
    "ConversationRow",
    "DeliveryLine",
    "FileDraft",
    "FileLine",
    "Health",
    "InFile",
    "Inbound",
    "Limits",
    "MessageLine",
    "OutFile",
    "Outbound",
    "Quote",
    "Report",
    "Retry",
    "Sink",
    "Taken",
    "Unacceptable",
]
