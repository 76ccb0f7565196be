"""What people call the tables of history; each room names its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from rapport.kernel.audit.words import COMMON

Label = str | Promise


@dataclass(frozen=True, slots=True)
class TrackedTable:
    """A table as history shows it: its name, the kind whose field rules hold, its columns' names."""

    table: str
    label: Label
    kind: str
    fields: Mapping[str, Label] = field(default_factory=dict)

    def name_of(self, column: str) -> str:
        """Return what people call a column: here, in its room, or in most rooms."""
        return str(self.fields.get(column) or _COLUMNS.get(column) or column)


_TABLES: dict[str, TrackedTable] = {}
_COLUMNS: dict[str, Label] = {**COMMON}


def register_table(table: TrackedTable) -> None:
    """Name a table of history (in `apps.ready()`); the same table replaces."""
    _TABLES[table.table] = table


def register_tables(kind: str, tables: Mapping[str, Label]) -> None:
    """Name tables of history whose fields have no names of their own, all under one kind's field rules."""
    for table, label in tables.items():
        register_table(TrackedTable(table, label, kind))


def register_columns(columns: Mapping[str, Label]) -> None:
    """Name columns of history that stand in tables of one room alone."""
    _COLUMNS.update(columns)


def describe_table(table: str) -> TrackedTable:
    """Return how a table is called; one nobody named goes by its own name, and kind."""
    return _TABLES.get(table) or TrackedTable(table, table.replace("_", " "), table)


def list_tables() -> list[TrackedTable]:
    """Return the tables that were named."""
    return list(_TABLES.values())
