"""What an actor may filter a kind by, and the checking of filters against it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.kernel.errors import say
from rapport.kernel.fields.api import FieldInfo, list_fields, value_rows
from rapport.kernel.fields.api import list_kinds as list_kinds_with_fields
from rapport.kernel.filters import registry
from rapport.kernel.filters.contracts import (
    And,
    Circumstances,
    Condition,
    FieldType,
    Filter,
    FilterField,
    InvalidFilter,
    Not,
    Option,
    Or,
    Refusal,
    Related,
    Relation,
    Test,
    Through,
)
from rapport.kernel.filters.rules.operators import operators_of
from rapport.kernel.filters.rules.values import understand
from rapport.kernel.identity.api import Actor
from rapport.kernel.search.api import holds_words
from rapport.kernel.tenancy.api import get_own_tenant

CUSTOM = "custom."
_TYPES: Mapping[str, FieldType] = {
    "text": "text",
    "integer": "number",
    "date": "date",
    "timestamp": "instant",
    "choice": "choice",
}
_UNDER = """
with recursive below as (
    select id from unit where id = %s union all select u.id from unit u join below on u.parent_id = below.id
) select id from below
"""


@dataclass
class Reading:
    """A kind as one actor may ask about it at a moment; other kinds are read when a relation leads there."""

    actor: Actor
    kind: str
    at: Circumstances
    others: dict[str, "Reading"] = field(default_factory=dict)

    @cached_property
    def fields(self) -> dict[str, FilterField]:
        """The fields the actor may see, the business's own among them."""
        known = dict(registry.fields_of(self.kind))
        if self.kind in list_kinds_with_fields():
            known.update({one.name: one for one in map(_custom, list_fields(self.kind))})
        return {name: one for name, one in known.items() if one.is_seen(self.kind, self.actor)}

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """The relations to kinds the actor may view."""
        known = registry.relations_of(self.kind)
        return {name: one for name, one in known.items() if self._open(one)}

    def _open(self, relation: Relation) -> bool:
        own = not relation.rule or self.actor.may_see(self.kind, relation.rule)
        return own and (relation.within or self.actor.may("view", relation.kind))

    def of(self, kind: str) -> "Reading":
        """Return the reading of another kind under the same circumstances."""
        if kind not in self.others:
            self.others[kind] = Reading(self.actor, kind, self.at, self.others)
        return self.others[kind]

    def understand(self, condition: Condition) -> Test:
        """Return a condition of this kind in the types of its field; raises `InvalidFilter`."""
        refusals = list(_check_condition(condition, self, "filter"))
        if refusals:
            raise InvalidFilter("The filter does not fit.", refusals)
        return understand(condition, self.fields[condition.field], self.at)


def read_for(kind: str, actor: Actor, now: datetime | None = None) -> Reading:
    """Return how an actor may ask about a kind now; raises `Missing` for a kind without filters."""
    registry.get_outer_kind(kind)
    tenant = get_own_tenant(actor.tenant_id)
    at = Circumstances(
        now=now or timezone.now(),
        zone=tenant.zone,
        currency=tenant.currency,
        actor=actor,
        units_under=list_units_under,
        contains=holds_words,
    )
    return Reading(actor, kind, at)


def check(filter: Filter, reading: Reading) -> Filter:
    """Return the filter if the actor may ask it and every value fits; raises `InvalidFilter` naming all."""
    refusals = list(_check(filter, reading, "filter"))
    if refusals:
        raise InvalidFilter("The filter does not fit.", refusals)
    return filter


def list_units_under(unit_id: UUID) -> list[UUID]:
    """Return a unit and every unit below it."""
    with connection.cursor() as cursor:
        cursor.execute(_UNDER, [unit_id])
        return [row[0] for row in cursor.fetchall()]


def _check(filter: Filter, reading: Reading, path: str) -> Iterator[Refusal]:
    match filter:
        case And(parts) | Or(parts):
            name = "and" if isinstance(filter, And) else "or"
            for at, part in enumerate(parts):
                yield from _check(part, reading, f"{path}.{name}.{at}")
        case Not(part):
            yield from _check(part, reading, f"{path}.not")
        case Related(relation, where, some):
            known = reading.relations.get(relation)
            if known is None:
                where_to = f"{path}.{'some' if some else 'no'}"
                yield Refusal(where_to, relation, say("There is no such relation."))
            else:
                yield from _check(where, reading.of(known.kind), f"{path}.where")
        case Condition():
            yield from _check_condition(filter, reading, path)


def _check_condition(condition: Condition, reading: Reading, path: str) -> Iterator[Refusal]:
    known = reading.fields.get(condition.field)
    if known is None:
        yield Refusal(f"{path}.field", condition.field, say("There is no such field."))
        return
    try:
        understand(condition, known, reading.at)
    except ValueError as error:
        part = "value" if condition.operator in operators_of(known) else "op"
        yield Refusal(f"{path}.{part}", condition.field, error.args[0])


def _custom(info: FieldInfo) -> FilterField:
    """Return a business's own field as one that can be filtered by."""
    column, answers = value_rows(info)
    by_code = {choice.code: str(choice.id) for choice in info.choices}
    by_label = {choice.label: str(choice.id) for choice in info.choices}
    options = [Option(choice.code, choice.label) for choice in info.choices]
    return FilterField(
        name=f"{CUSTOM}{info.code}",
        label=info.label,
        type=_TYPES[info.type],
        reach=Through(answers, "record_id", column),
        rule=info.code,
        options=(lambda _actor: options) if info.type == "choice" else None,
        indexed=True,
        most=2**63 - 1,
        group=_("Own fields"),
        stored=(lambda code: by_code.get(code) or by_label.get(code) or "") if by_code else None,
    )
