"""Which records a scope reaches."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from rapport.kernel.identity.contracts import Actor, Scope
from rapport.kernel.identity.models import Unit

Row = TypeVar("Row", bound=Model)


def list_units(actor: Actor, verb: str = "view") -> QuerySet[Unit]:
    """Return the units the actor may view (or edit), unordered; a unit belongs to itself."""
    return within_scope(Unit.objects.all(), actor, verb, "unit", unit="id", owner="id")


def within_scope(
    rows: QuerySet[Row], actor: Actor, verb: str, kind: str, *, unit: str = "unit_id", owner: str = "owner_id"
) -> QuerySet[Row]:
    """Narrow a query to the records the actor's permission reaches; raises `Forbidden` without one.

    `unit` and `owner` name the columns that say whose a record is. The scope is part of the query, so
    counts, pages and totals agree with what may be seen. Records without a unit are for scope ALL only.
    """
    scope = actor.require(verb, kind)
    if scope is Scope.ALL:
        return rows
    if scope is Scope.SUBTREE:
        return rows.filter(**{f"{unit}__in": actor.unit_ids})
    if scope is Scope.UNIT:
        return rows.filter(**{unit: actor.unit_id}) if actor.unit_id else rows.none()
    owners = {actor.member_id, *(actor.teammate_ids if scope is Scope.TEAM else ())} - {None}
    return rows.filter(**{f"{owner}__in": owners})
