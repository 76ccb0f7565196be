"""Reads of the room: the shop's rules, whom arriving keys meet, merges, likely duplicates."""

from collections.abc import Collection, Sequence
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
from rapport.kernel.statements import planned_cursor
from rapport.kernel.tenancy.api import current_tenant_id

_FEW = 20
"""Keys of one arriving record or two: looked up by a plan that is kept."""

# One table a statement, keys as arrays: a join would let the planner, who knows nothing of a new tenant,
# read all its rows for each key.
_BY_CONTACT = """
select kind, '', normal, party_id from contact_point where tenant_id = %s and kind = %s and normal = any(%s)
"""
_BY_IDENTITY = """
select 'external_id', system, external_id, party_id from external_id
 where tenant_id = %s and system = %s and external_id = any(%s)
"""
_PLACES = "select id, merged_into_id, unit_id, owner_id from party where tenant_id = %s and id = any(%s)"
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
class _Place:
    """Where a party stands: merged away into another, and whose it is."""

    merged_into: UUID | None
    unit_id: UUID | None
    owner_id: UUID | None


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
    """Return for each key the living parties it leads to, oldest first."""
    found = _look_up(keys)
    places = _places({party for _, party in found})
    places |= _places({place.merged_into for place in places.values() if place.merged_into} - places.keys())
    met: dict[Key, dict[UUID, Met]] = {}
    for key, party in found:
        living = places[party].merged_into or party
        place = places[living]
        met.setdefault(key, {})[living] = Met(living, reaches(actor, place.unit_id, place.owner_id))
    return {key: [parties[one] for one in sorted(parties)] for key, parties in met.items()}


def list_holders(kind: str, normal: str, *, actor: Actor) -> list[UUID]:
    """Return the living parties the actor may change that have a contact point, oldest first.

    Whoever writes from an address has it, whatever the shop's rules say of records that arrive.
    """
    return list_many_holders(kind, [normal], actor=actor)[normal]


def list_many_holders(kind: str, normals: Sequence[str], *, actor: Actor) -> dict[str, list[UUID]]:
    """Return the same of many contact points, in as many statements as of one."""
    keys = {normal: Key(kind, "", normal) for normal in normals}
    met = find_met(list(keys.values()), actor)
    return {
        normal: [one.party_id for one in met.get(key, ()) if one.in_scope] for normal, key in keys.items()
    }


def _look_up(keys: Sequence[Key]) -> list[tuple[Key, UUID]]:
    groups: dict[tuple[str, str], list[str]] = {}
    for key in keys:
        groups.setdefault((key.kind, key.where), []).append(key.normal)
    if not groups:
        return []
    parts: list[str] = []
    values: list[Any] = []
    for (kind, where), normals in groups.items():
        identity = kind == "external_id"
        parts.append(_BY_IDENTITY if identity else _BY_CONTACT)
        values += [current_tenant_id(), where if identity else kind, normals]
    with planned_cursor() if len(keys) <= _FEW else connection.cursor() as cursor:
        cursor.execute(" union all ".join(parts), values)
        return [(Key(kind, where, normal), party) for kind, where, normal, party in cursor.fetchall()]


def _places(party_ids: Collection[UUID]) -> dict[UUID, _Place]:
    if not party_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [current_tenant_id(), list(party_ids)])
        return {row[0]: _Place(*row[1:]) for row in cursor.fetchall()}


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
    return find_duplicates(resolve_customer(party_id, actor=actor), actor)


def find_duplicates(party_id: UUID, actor: Actor) -> list[Duplicate]:
    """Return likely duplicates of a party the caller has authorised."""
    with connection.cursor() as cursor:
        cursor.execute(_DUPLICATES, [current_tenant_id(), party_id])
        rows = cursor.fetchall()
    return [
        Duplicate(other, name, tuple(shared))
        for other, name, shared, unit_id, owner_id in rows
        if reaches(actor, unit_id, owner_id, "view")
    ]


def list_merges(party_id: UUID, *, actor: Actor) -> list[MergeLine]:
    """Return what was merged into a party, newest first, undone merges too."""
    return find_merges(resolve_customer(party_id, actor=actor))


def find_merges(party_id: UUID) -> list[MergeLine]:
    """Return the merges into a party the caller has authorised, newest first."""
    rows = Merge.objects.filter(survivor_id=party_id).select_related("merged").order_by("-id")[:50]
    return [merge_line(row, row.merged.name) for row in rows]


def merge_line(row: Merge, name: str) -> MergeLine:
    """Return a merge as it crosses the wall."""
    return MergeLine(
        *(row.id, row.survivor_id, row.merged_id, name, row.at, row.by_name, row.undone_at, row.before)
    )
