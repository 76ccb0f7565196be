"""The people and units a reference may name, as answers to choose from."""

from rapport.kernel.filters.contracts import Column, FilterField, Label, Option
from rapport.kernel.identity.api import Actor, list_members, list_units

MOST = 500


def member_field(
    name: str, label: Label, column: str, *, rule: str = "", ruled: str = "", group: Label = ""
) -> FilterField:
    """Return a field that names a member of the business: somebody, or “me”."""
    return FilterField(
        *(name, label, "reference", Column(column)),
        rule=rule or column,
        ruled=ruled,
        options=_members,
        target="member",
        indexed=True,
        read=lambda record: getattr(record, column),
        group=group,
    )


def unit_field(
    name: str, label: Label, column: str, *, rule: str = "", ruled: str = "", group: Label = ""
) -> FilterField:
    """Return a field that names a unit: that one, or any under it."""
    return FilterField(
        *(name, label, "reference", Column(column)),
        rule=rule or column,
        ruled=ruled,
        options=_units,
        target="unit",
        indexed=True,
        read=lambda record: getattr(record, column),
        group=group,
    )


def _members(actor: Actor) -> list[Option]:
    if not actor.may("view", "member"):
        return []
    return [Option(str(one.id), one.name) for one in list_members(actor, status=("active",), limit=MOST)]


def _units(actor: Actor) -> list[Option]:
    if not actor.may("view", "unit"):
        return []
    return [Option(str(unit.id), unit.name) for unit in list_units(actor).order_by("name")[:MOST]]
