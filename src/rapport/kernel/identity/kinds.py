"""The kinds of records that roles speak of: each room names its own, and the role editor shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Label = str | Promise
VERBS: dict[str, Label] = {
    "view": _("View"),
    "create": _("Create"),
    "edit": _("Edit"),
    "delete": _("Delete"),
    "export": _("Export"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: what it is called, its verbs, and the fields that may be hidden or read-only."""

    name: str
    label: Label
    verbs: Sequence[str] = ("view", "create", "edit", "delete")
    fields: Mapping[str, Label] = field(default_factory=dict)


_KINDS: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Let roles speak of a kind of record (in `apps.ready()`); the same name replaces."""
    _KINDS[kind.name] = kind


def list_kinds() -> list[Kind]:
    """Return every kind in the order it was named."""
    return list(_KINDS.values())


def is_known(verb: str, kind: str) -> bool:
    """Tell whether a role may speak of the verb on the kind."""
    if kind == "*":
        return verb == "*" or verb in VERBS
    return kind in _KINDS and (verb == "*" or verb in _KINDS[kind].verbs)


for _name, _label, _verbs in (
    ("customer", _("Customers"), ("view", "create", "edit", "delete", "export", "merge")),
    ("product", _("Products"), ("view", "create", "edit", "delete", "export")),
    ("order", _("Orders"), ("view", "create", "edit", "delete", "export")),
    ("task", _("Tasks"), ("view", "create", "edit", "delete")),
    ("note", _("Notes"), ("view", "create", "edit", "delete")),
    ("file", _("Files"), ("view", "create", "edit", "delete")),
    ("tag", _("Tags"), ("view", "create", "edit", "delete")),
    ("import", _("Imports"), ("view", "create", "delete")),
    ("worth", _("Worth of customers"), ("view", "edit")),
    ("field", _("Custom fields"), ("view", "create", "edit", "delete")),
    ("member", _("People"), ("view", "create", "edit", "impersonate")),
    ("role", _("Roles"), ("view", "create", "edit", "delete")),
    ("unit", _("Units"), ("view", "create", "edit", "delete")),
    ("team", _("Teams"), ("view", "create", "edit", "delete")),
    ("token", _("API tokens"), ("view", "create", "delete")),
    ("audit", _("History"), ("view", "export")),
    ("settings", _("Settings"), ("view", "edit")),
):
    register_kind(Kind(_name, _label, _verbs))
