"""The front door of webhooks going out."""

from rapport.kernel.subscribers.contracts import DispatchLine, SubscriberInfo
from rapport.kernel.subscribers.operations.replaying import replay_dispatch, replay_period, send_test
from rapport.kernel.subscribers.operations.sending import note_outcome
from rapport.kernel.subscribers.operations.subscribing import (
    add_subscriber,
    change_secret,
    change_subscriber,
    remove_subscriber,
)
from rapport.kernel.subscribers.queries import (
    get_dispatch,
    get_subscriber,
    info_of,
    list_attempts,
    list_dispatches,
    list_names,
    list_subscribers,
    load_dispatches,
)
from rapport.kernel.subscribers.rules import PAUSES

__all__ = [
    "PAUSES",
    "DispatchLine",
    "SubscriberInfo",
    "add_subscriber",
    "change_secret",
    "change_subscriber",
    "get_dispatch",
    "get_subscriber",
    "info_of",
    "list_attempts",
    "list_dispatches",
    "list_names",
    "list_subscribers",
    "load_dispatches",
    "note_outcome",
    "remove_subscriber",
    "replay_dispatch",
    "replay_period",
    "send_test",
]
