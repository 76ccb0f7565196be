"""The front door of the outbox."""

from rapport.kernel.outbox.ageing import Ageing, register_only_copy
from rapport.kernel.outbox.bus import list_facts, list_subscriptions, subscribe, subscribe_wanted
from rapport.kernel.outbox.contracts import Envelope, Fact, Handler, Subscription
from rapport.kernel.outbox.forgetting import forget_in_facts
from rapport.kernel.outbox.inbox import claim
from rapport.kernel.outbox.letting_go import let_go_of_facts
from rapport.kernel.outbox.models import ParkedFact
from rapport.kernel.outbox.operations import PARCEL, write_facts, write_parcels
from rapport.kernel.outbox.parking import (
    ParkedGroup,
    ask_again,
    is_asked,
    keep_parked,
    list_asked,
    list_parked,
    list_parked_everywhere,
    list_parked_groups,
    park_text,
    reason_of,
    unpark,
)
from rapport.kernel.outbox.pruning import find_dropped, find_holders, prune, register_holder
from rapport.kernel.outbox.queries import Lag, list_lags
from rapport.kernel.outbox.reading import Load, load_lines, load_rows
from rapport.kernel.outbox.relay import make_partitions, relay_once, run_relay
from rapport.kernel.outbox.windows import Window, open_window, present_snapshot

__all__ = [
    "PARCEL",
    "Ageing",
    "Envelope",
    "Fact",
    "Handler",
    "Lag",
    "Load",
    "ParkedFact",
    "ParkedGroup",
    "Subscription",
    "Window",
    "ask_again",
    "claim",
    "find_dropped",
    "find_holders",
    "forget_in_facts",
    "is_asked",
    "keep_parked",
    "let_go_of_facts",
    "list_asked",
    "list_facts",
    "list_lags",
    "list_parked",
    "list_parked_everywhere",
    "list_parked_groups",
    "list_subscriptions",
    "load_lines",
    "load_rows",
    "make_partitions",
    "open_window",
    "park_text",
    "present_snapshot",
    "prune",
    "reason_of",
    "register_holder",
    "register_only_copy",
    "relay_once",
    "run_relay",
    "subscribe",
    "subscribe_wanted",
    "unpark",
    "write_facts",
    "write_parcels",
]
