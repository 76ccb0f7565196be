"""The front door of history."""

from rapport.kernel.audit.contracts import ChangeLine, OriginLine, SealCheck, SealHead
from rapport.kernel.audit.labels import (
    TrackedTable,
    describe_table,
    list_tables,
    register_columns,
    register_table,
    register_tables,
)
from rapport.kernel.audit.operations import forget_contents, let_go_changes, note_origin, seal_changes
from rapport.kernel.audit.queries import (
    check_seals,
    count_old,
    find_seal,
    list_changes,
    list_origins,
    load_changes,
    select_changes,
)

__all__ = [
    "ChangeLine",
    "OriginLine",
    "SealCheck",
    "SealHead",
    "TrackedTable",
    "check_seals",
    "count_old",
    "describe_table",
    "find_seal",
    "forget_contents",
    "let_go_changes",
    "list_changes",
    "list_origins",
    "list_tables",
    "load_changes",
    "note_origin",
    "register_columns",
    "register_table",
    "register_tables",
    "seal_changes",
    "select_changes",
]
