"""The front door of the lake for who needs no tables; those lie behind `api.tables`, with Arrow and Delta."""

from rapport.bigdata.lake.contracts import READER, Cut, TableName
from rapport.bigdata.lake.operations.registry import (
    register_cut,
    register_erasure,
    register_trace,
    register_wordless,
)
from rapport.bigdata.lake.operations.waking import (
    clear_wanted,
    forget_restored,
    is_restored,
    is_wanted,
    note_restored,
    want_lake,
)

__all__ = [
    "READER",
    "Cut",
    "TableName",
    "clear_wanted",
    "forget_restored",
    "is_restored",
    "is_wanted",
    "note_restored",
    "register_cut",
    "register_erasure",
    "register_trace",
    "register_wordless",
    "want_lake",
]
