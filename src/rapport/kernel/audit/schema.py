"""The migration operation that switches history on for a table."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.migrations.state import ProjectState

from rapport.kernel.tenancy.schema import SchemaStatements, table_of

_EVENTS = (
    ("insert", "new table as fresh"),
    ("update", "old table as stale new table as fresh"),
    ("delete", "old table as stale"),
)


class Tracked(SchemaStatements):
    """Record every insert, update and delete of a table, bulk SQL included.

    `subject` is the column that says which record a satellite's change belongs to (its own id when not
    given); `hidden` columns are left out of the images. The triggers fire ALWAYS and write with rights
    of their own, so the app can neither skip nor forge them.
    """

    def __init__(self, model: str, subject: str = "id", hidden: Sequence[str] = ()) -> None:
        self.model = model
        self.subject = subject
        self.hidden = tuple(hidden)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """Tell Django how to write this operation."""
        return type(self).__name__, [self.model], {"subject": self.subject, "hidden": self.hidden}

    def build(self, state: ProjectState, app_label: str) -> Iterator[str]:
        """Yield the three triggers."""
        table = table_of(state, app_label, self.model)
        hidden = "{" + ",".join(self.hidden) + "}"
        for event, images in _EVENTS:
            yield (
                f'create trigger change_{event} after {event} on "{table}" referencing {images} '
                f"for each statement execute function change_on_{event}('{self.subject}', '{hidden}')"
            )
            yield f'alter table "{table}" enable always trigger change_{event}'

    def remove(self, state: ProjectState, app_label: str) -> Iterator[str]:
        """Yield the SQL that drops the triggers."""
        table = table_of(state, app_label, self.model)
        for event, _ in _EVENTS:
            yield f'drop trigger change_{event} on "{table}"'

    def describe(self) -> str:
        """Say what it does."""
        return f"Keep the history of {self.model}"
