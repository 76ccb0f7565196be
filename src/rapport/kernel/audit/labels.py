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
    ("seeing", _("Looking on as a member"), "member"),
    ("api_token", _("API token"), "token"),
    ("invite", _("Invitation"), "member"),
    ("contact_point", _("Contact point"), "customer"),
    ("product", _("Product"), "product"),
    ("sales_order", _("Order"), "order"),
    ("order_line", _("Order line"), "order"),
    ("order_address", _("Address of an order"), "order"),
    ("order_status", _("Status of an order"), "order"),
    ("payment", _("Payment"), "order"),
    ("invoice", _("Invoice"), "order"),
    ("note", _("Note"), "note"),
    ("task", _("Task"), "task"),
    ("address", _("Address"), "customer"),
    ("external_id", _("Number in another system"), "customer"),
    ("party_role", _("Role of a customer"), "customer"),
    ("party_tag", _("Tag of a customer"), "customer"),
    ("relation", _("Relation"), "customer"),
    ("consent", _("Consent"), "customer"),
    ("preference", _("Wish about contact"), "customer"),
    ("touch", _("Line of the timeline"), "customer"),
    ("merge", _("Merge"), "customer"),
    ("merge_move", _("Record moved by a merge"), "customer"),
    ("likely_pair", _("Likely duplicate"), "customer"),
    ("match_rule", _("Rule of meeting"), "settings"),
    ("tag", _("Tag"), "tag"),
    ("handover", _("Hand-over"), "customer"),
    ("attachment", _("File"), "file"),
    ("blob", _("Content of a file"), "file"),
    ("category", _("Category"), "product"),
    ("goods_return", _("Return"), "order"),
    ("goods_return_line", _("Returned line"), "order"),
    ("shop_connection", _("Connected shop"), "webhook"),
    ("webhook_endpoint", _("Address for reports"), "webhook"),
    ("import", _("Import"), "import"),
    ("import_preset", _("Kept mapping"), "import"),
    ("exchange_rate", _("Exchange rate"), "settings"),
    ("field", _("Field of your own"), "field"),
    ("field_choice", _("Choice of a field"), "field"),
    ("field_value", _("Value of a field"), "field"),
):
    register_table(TrackedTable(_table, _label, _kind))
