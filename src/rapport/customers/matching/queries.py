"""Reads of the room: the shop's rules, whom arriving keys meet, merges, likely duplicates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection

from rapport.customers.matching.contracts import Duplicate, MatchRuleLine, MergeLine
from rapport.customers.matching.models import MatchRule, Merge
from rapport.customers.matching.rules import DEFAULT_RULES, Key
from rapport.customers.party.api import resolve_customer
from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.tenancy.api import current_tenant_id

# Each key is looked up by its index; the limit keeps the planner from turning the look-up around, which for a
# tenant the statistics do not know would read all its rows for each key.
_MEET = """
select k.place, coalesce(p.merged_into_id, p.id), s.unit_id, s.owner_id
  from unnest(%(kinds)s::text[], %(wheres)s::text[], %(normals)s::text[]) with ordinality
       as k(kind, system, normal, place)
 cross join lateral (
    (select c.party_id from contact_point c
      where c.tenant_id = %(tenant)s and c.kind = k.kind and c.normal = k.normal and k.system = '' limit 20)
    union all
    (select e.party_id from external_id e
      where e.tenant_id = %(tenant)s and e.system = k.system and e.external_id = k.normal limit 1)) f
  join party p on p.tenant_id = %(tenant)s and p.id = f.party_id
  join party s on s.tenant_id = %(tenant)s and s.id = coalesce(p.merged_into_id, p.id)
"""
_DUPLICATES = """
select o.id, o.name, array_agg(distinct c.normal order by c.normal), o.unit_id, o.owner_id
  from contact_point m
  join contact_point c on c.tenant_id = m.tenant_id and c.kind = m.kind and c.normal = m.normal
                      and c.party_id <> m.party_id
  join party o on o.tenant_id = c.tenant_id and o.id = c.party_id and o.merged_into_id is null
 where m.tenant_id = %s and m.party_id = %s and m.kind in ('email', 'phone', 'handle')
 group by o.id, o.name, o.unit_id, o.owner_id order by count(*) desc, o.id limit 20
"""


@dataclass(frozen=True, slots=True)
class Met:
    """A living party a key leads to, and whether the actor reaches it."""

    party_id: UUID
    in_scope: bool


def rules_of(kept: str | None) -> tuple[MatchRuleLine, ...]:
    """Read the rules from (key, enabled, rank) in JSON; the default ones where none are kept."""
    rows = msgspec.json.decode(kept or "[]", type=list[tuple[str, bool, int]])
    return tuple(MatchRuleLine(*row) for row in rows) or DEFAULT_RULES


def list_match_rules() -> tuple[MatchRuleLine, ...]:
    """Return by which keys arriving records meet those that are there, in the order they are tried."""
    kept = MatchRule.objects.order_by("rank", "key")
    return tuple(MatchRuleLine(rule.key, rule.enabled, rule.rank) for rule in kept) or DEFAULT_RULES


def find_met(keys: Sequence[Key], actor: Actor) -> dict[Key, list[Met]]:
    """Return for each key the parties it leads to, oldest first."""
    met: dict[Key, list[Met]] = {}
    if not keys:
        return met
    values: dict[str, Any] = {
        **{"kinds": [key.kind for key in keys], "wheres": [key.where for key in keys]},
        **{"normals": [key.normal for key in keys], "tenant": current_tenant_id()},
    }
    with connection.cursor() as cursor:
        cursor.execute(_MEET, values)
        for place, party, unit_id, owner_id in cursor.fetchall():
            one = Met(party, reaches(actor, unit_id, owner_id))
            if one not in met.setdefault(keys[place - 1], []):
                met[keys[place - 1]].append(one)
    return {key: sorted(parties, key=lambda one: one.party_id) for key, parties in met.items()}


def reaches(actor: Actor, unit_id: UUID | None, owner_id: UUID | None, verb: str = "edit") -> bool:
    """Tell whether the actor's permission reaches a party of this unit and owner."""
    scope = actor.scope(verb, "customer")
    if scope is None or scope is Scope.ALL:
        return scope is Scope.ALL
    if scope is Scope.SUBTREE:
        return unit_id in actor.unit_ids
    if scope is Scope.UNIT:
        return unit_id is not None and unit_id == actor.unit_id
    mine = (actor.member_id, *(actor.teammate_ids if scope is Scope.TEAM else ()))
    return owner_id is not None and owner_id in mine


def list_duplicates(party_id: UUID, *, actor: Actor) -> list[Duplicate]:
    """Return up to twenty parties the actor may see that share a contact point, the likeliest first."""
    party = resolve_customer(party_id, actor=actor)
    with connection.cursor() as cursor:
        cursor.execute(_DUPLICATES, [current_tenant_id(), party])
        rows = cursor.fetchall()
    return [
        Duplicate(other, name, tuple(shared))
        for other, name, shared, unit_id, owner_id in rows
        if reaches(actor, unit_id, owner_id, "view")
    ]


def list_merges(party_id: UUID, *, actor: Actor) -> list[MergeLine]:
    """Return what was merged into a party, newest first, undone merges too."""
    party = resolve_customer(party_id, actor=actor)
    rows = Merge.objects.filter(survivor_id=party).select_related("merged").order_by("-id")[:50]
    return [merge_line(row, row.merged.name) for row in rows]


def merge_line(row: Merge, name: str) -> MergeLine:
    """Return a merge as it crosses the wall."""
    return MergeLine(
        *(row.id, row.survivor_id, row.merged_id, name, row.at, row.by_name, row.undone_at, row.before)
    )
