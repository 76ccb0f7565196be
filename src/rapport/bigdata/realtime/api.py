"""The front door of bigdata.realtime: sinks of profiles register here; figures and triggers are read."""

from rapport.bigdata.realtime.operations.keeping import forget_visitors
from rapport.bigdata.realtime.operations.sinks import register_sink
from rapport.bigdata.realtime.operations.taking import READER, Taker
from rapport.bigdata.realtime.operations.triggers import add_trigger
from rapport.bigdata.realtime.operations.watching import Watch
from rapport.bigdata.realtime.queries.triggers import list_kinds, list_names
from rapport.bigdata.realtime.queries.windows import read_pulse

__all__ = [
    "READER",
    "Taker",
    "Watch",
    "add_trigger",
    "forget_visitors",
    "list_kinds",
    "list_names",
    "read_pulse",
    "register_sink",
]
