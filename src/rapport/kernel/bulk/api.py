"""The front door of work on many records."""

from rapport.kernel.bulk.contracts import BulkKind, Refused, RunLine
from rapport.kernel.bulk.operations import start_run, stop_run, undo_run
from rapport.kernel.bulk.queries import get_run
from rapport.kernel.bulk.registry import get_action, register_action
from rapport.kernel.bulk.restoring import bring_back, put_back, take_away

__all__ = [
    "BulkKind",
    "Refused",
    "RunLine",
    "bring_back",
    "get_action",
    "get_run",
    "put_back",
    "register_action",
    "start_run",
    "stop_run",
    "take_away",
    "undo_run",
]
