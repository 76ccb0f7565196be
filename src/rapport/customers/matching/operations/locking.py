"""Arrivals with equal keys wait for each other, very many for the whole business."""

from collections.abc import Collection
from hashlib import blake2b
from uuid import UUID

from django.db import connection

from rapport.customers.matching.contracts import MatchRuleLine
from rapport.customers.matching.queries import rules_of
from rapport.customers.matching.rules import Key
from rapport.kernel.identity.api import Actor
from rapport.kernel.statements import planned_cursor

_MANY = 100
_LOCK_KEYS = """
select pg_advisory_xact_lock_shared(%s), (select count(pg_advisory_xact_lock(k)) from unnest(%s::bigint[]) k),
       (select json_agg(json_build_array(r.key, r.enabled, r.rank) order by r.rank) from match_rule r)::text
"""
_LOCK_ALL = """
select pg_advisory_xact_lock(%s),
       (select json_agg(json_build_array(r.key, r.enabled, r.rank) order by r.rank) from match_rule r)::text
"""


def lock_keys(keys: Collection[Key], actor: Actor) -> tuple[MatchRuleLine, ...]:
    """Make arrivals with equal keys wait for each other, very many for the whole shop; returns its rules."""
    whole = _number(actor.tenant_id, "arrivals")
    numbers = {_number(actor.tenant_id, key.kind, key.where, key.normal) for key in keys}
    with planned_cursor() as cursor:
        if len(numbers) > _MANY:
            cursor.execute(_LOCK_ALL, [whole])
        else:
            cursor.execute(_LOCK_KEYS, [whole, sorted(numbers)])
        kept = (cursor.fetchone() or ["[]"])[-1]
    return rules_of(kept)


def lock_arrivals(actor: Actor) -> None:
    """Have every other arrival of the business wait until the running transaction ends: for bulk work that
    meets records in SQL of its own.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_number(actor.tenant_id, "arrivals")])


def _number(tenant_id: UUID, *parts: str) -> int:
    text = "\0".join(parts).encode()
    return int.from_bytes(blake2b(text, key=tenant_id.bytes, digest_size=8).digest(), signed=True)
