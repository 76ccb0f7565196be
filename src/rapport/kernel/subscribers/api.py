"""The front door of webhooks going out."""

from rapport.kernel.subscribers.contracts import NoticeLine, SubscriberInfo
from rapport.kernel.subscribers.operations.replaying import replay_notice, replay_period, send_test
from rapport.kernel.subscribers.operations.subscribing import (
    add_subscriber,
    change_secret,
    change_subscriber,
    remove_subscriber,
)
from rapport.kernel.subscribers.queries import (
    get_notice,
    get_subscriber,
    info_of,
    list_attempts,
    list_ended,
    list_names,
    list_notices,
    list_subscribers,
    load_notices,
)

__all__ = [
    "NoticeLine",
    "SubscriberInfo",
    "add_subscriber",
    "change_secret",
    "change_subscriber",
    "get_notice",
    "get_subscriber",
    "info_of",
    "list_attempts",
    "list_ended",
    "list_names",
    "list_notices",
    "list_subscribers",
    "load_notices",
    "remove_subscriber",
    "replay_notice",
    "replay_period",
    "send_test",
]
