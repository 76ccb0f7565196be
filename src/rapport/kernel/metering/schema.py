"""The migration operation that keeps a level true: what enters or leaves a table counts, by bulk too."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.migrations.state import ProjectState

from rapport.kernel.tenancy.schema import SchemaStatements, table_of

_EVENTS = (("insert", "new table as rows", "+"), ("delete", "old table as rows", "-"))


class Metered(SchemaStatements):
    """Count a table's rows, or a sum over them, as a level of the tenant: one statement, one addition.

    `amount` is an SQL aggregate over the rows `r` of a statement. What was there before is counted once, by
    this operation. An insert that lifts the level beyond the plan is refused, whichever way it came.
    """

    def __init__(self, model: str, meter: str, amount: str = "count(*)") -> None:
        self.model = model
        self.meter = meter
        self.amount = amount

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """Tell Django how to write this operation."""
        return type(self).__name__, [self.model, self.meter], {"amount": self.amount}

    def build(self, state: ProjectState, app_label: str) -> Iterator[str]:
        """Yield the two triggers, and the count of what is there."""
        table = table_of(state, app_label, self.model)
        for event, rows, sign in _EVENTS:
            yield (
                f'create trigger metered_{event} after {event} on "{table}" referencing {rows} '
                "for each statement execute function "
                f"usage_count_rows('{self.meter}', '{sign}', '{self.amount}')"
            )
        # The owner sees no tenant's rows while row-level security is forced.
        yield f'alter table "{table}" no force row level security'
        yield f"select usage_count_table('{table}', '{self.meter}', '{self.amount}')"
        yield f'alter table "{table}" force row level security'

    def remove(self, state: ProjectState, app_label: str) -> Iterator[str]:
        """Yield the SQL that drops the triggers."""
        table = table_of(state, app_label, self.model)
        for event, _, _ in _EVENTS:
            yield f'drop trigger metered_{event} on "{table}"'

    def describe(self) -> str:
        """Say what it does."""
        return f"Count {self.model} as {self.meter}"
