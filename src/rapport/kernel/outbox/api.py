"""The front door of the outbox."""

from rapport.kernel.outbox.bus import list_facts, list_subscriptions, subscribe, subscribe_wanted
from rapport.kernel.outbox.contracts import Envelope, Fact, Handler, Subscription
from rapport.kernel.outbox.forgetting import forget_in_facts
from rapport.kernel.outbox.operations import PARCEL, write_facts, write_parcels
from rapport.kernel.outbox.queries import Lag, list_lags
from rapport.kernel.outbox.reading import load_facts
from rapport.kernel.outbox.relay import make_partitions, relay_once, run_relay
from rapport.kernel.outbox.windows import Window, open_window, present_snapshot

__all__ = [
    "PARCEL",
    "Envelope",
    "Fact",
    "Handler",
    "Lag",
    "Subscription",
    "Window",
    "forget_in_facts",
    "list_facts",
    "list_lags",
    "list_subscriptions",
    "load_facts",
    "make_partitions",
    "open_window",
    "present_snapshot",
    "relay_once",
    "run_relay",
    "subscribe",
    "subscribe_wanted",
    "write_facts",
    "write_parcels",
]
