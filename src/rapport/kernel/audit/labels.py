"""What people call the tables of history; each room names its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Label = str | Promise


@dataclass(frozen=True, slots=True)
class TrackedTable:
    """A table as history shows it: its name, the kind whose field rules hold, its columns' names."""

    table: str
    label: Label
    kind: str
    fields: Mapping[str, Label] = field(default_factory=dict)


_TABLES: dict[str, TrackedTable] = {}


def register_table(table: TrackedTable) -> None:
    """Name a table of history (in `apps.ready()`); the same table replaces."""
    _TABLES[table.table] = table


def describe_table(table: str) -> TrackedTable:
    """Return how a table is called; one nobody named goes by its own name, and kind."""
    return _TABLES.get(table) or TrackedTable(table, table.replace("_", " "), table)


def list_tables() -> list[TrackedTable]:
    """Return the tables that were named."""
    return list(_TABLES.values())


for _table, _label, _kind in (
    ("member", _("Person"), "member"),
    ("member_role", _("Role of a person"), "member"),
    ("role", _("Role"), "role"),
    ("role_grant", _("Right of a role"), "role"),
    ("role_field_rule", _("Field rule of a role"), "role"),
    ("unit", _("Unit"), "unit"),
    ("team", _("Team"), "team"),
    ("team_member", _("Member of a team"), "team"),
    ("api_token", _("API token"), "token"),
    ("invite", _("Invitation"), "member"),
    ("party", _("Customer"), "customer"),
    ("contact_point", _("Contact point"), "customer"),
    ("product", _("Product"), "product"),
    ("sales_order", _("Order"), "order"),
    ("order_line", _("Order line"), "order"),
    ("note", _("Note"), "note"),
    ("task", _("Task"), "task"),
):
    register_table(TrackedTable(_table, _label, _kind))
