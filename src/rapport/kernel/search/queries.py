"""Finding: candidates from the index, rechecked on their text, ranked."""

from collections import defaultdict
from collections.abc import Callable, Collection
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection

from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.search.contracts import Hit, SearchKind, Way
from rapport.kernel.search.registry import list_kinds
from rapport.kernel.search.rules import (
    Term,
    grams_of_term,
    hash_grams,
    near_grams,
    pattern_of,
    read_query,
    score_of,
)
from rapport.kernel.tenancy.api import current_tenant_id

CANDIDATES = 200
Reach = tuple[tuple[UUID, ...] | None, tuple[UUID, ...] | None]
_NEARLY = """
select kind, record_id, title, text, private, weight
  from search_nearly(%s, %s, %s, %s, %s, %s, %s, %s)
"""
_NAMES = """
select d.kind, d.record_id, d.title, d.text from unnest(%s::text[], %s::uuid[]) as n(kind, record_id)
  join search_document d on d.kind = n.kind and d.record_id = n.record_id
 where %s::uuid[] is null or d.unit_id = any(%s::uuid[]) or d.owner_id = any(%s::uuid[])
"""
_FIND = "select kind, record_id, title, text, private, weight from search_candidates(%s, %s, %s, %s, %s)"


def search(actor: Actor, text: str, *, kinds: Collection[str] = (), limit: int = 20) -> list[Hit]:
    """Return what fits the text best, of the kinds and records the actor may view; best first.

    Every word must fit: the beginning of a word, Chinese characters anywhere, four digits of a number
    anywhere. Where fewer than `limit` fit so, words of five letters and more may hold one typing error; such
    records come last. Of a very common beginning 200 records are ranked, not all. Needs a tenant.
    """
    wanted = [kind for kind in list_kinds() if not kinds or kind.kind in kinds]
    ways = read_query(text)
    found: list[Hit] = []
    for terms in ways:
        found = _best(_search(actor, terms, wanted), limit)
        if found:
            break
    if ways and len(found) < limit:
        seen = {(hit.kind, hit.record_id) for hit in found}
        near = [hit for hit in _search_near(actor, ways[-1], wanted) if (hit.kind, hit.record_id) not in seen]
        found += _best(near, limit - len(found))
    return found


def _best(found: list[Hit], limit: int) -> list[Hit]:
    return sorted(found, key=lambda hit: -hit.score)[:limit]


def name_records(records: Collection[tuple[str, UUID]], actor: Actor) -> dict[tuple[str, UUID], Hit]:
    """Return what records are called, by kind and id, of those the actor may view; one query a reach."""
    found: dict[tuple[str, UUID], Hit] = {}
    for (units, owners), names in _reaches(actor, list_kinds()).items():
        wanted = [one for one in records if one[0] in names]
        if wanted:
            scope = [None if ids is None else list(ids) for ids in (units, units, owners)]
            kinds, ids = map(list, zip(*wanted, strict=True))
            rows = _read(_NAMES, [kinds, ids, *scope])
            found.update({(kind, one): Hit(kind, one, title, text, 0.0) for kind, one, title, text in rows})
    return found


def ways_to_find(text: str) -> list[Way]:
    """Return the ways in which a text may contain words, for filters of other rooms. Needs a tenant.

    Candidates come from `search_having(grams, kind)`, whose text is then rechecked by `search_holds`.
    """
    return [
        Way(
            hash_grams(current_tenant_id(), {gram for term in terms for gram in grams_of_term(term)}),
            [pattern_of(term) for term in terms],
        )
        for terms in read_query(text)
    ]


def _search(actor: Actor, terms: list[Term], kinds: list[SearchKind]) -> list[Hit]:
    grams = {gram for term in terms for gram in grams_of_term(term)}
    hashes = hash_grams(current_tenant_id(), grams)
    return _recheck(actor, terms, kinds, lambda scope: _read(_FIND, [hashes, *scope, CANDIDATES]))


def _search_near(actor: Actor, terms: list[Term], kinds: list[SearchKind]) -> list[Hit]:
    """Return the records that fit though words hold a typing error each."""
    one_of, all_of = near_grams(terms)
    if not one_of:
        return []
    tenant_id = current_tenant_id()
    sets = [hash_grams(tenant_id, grams) for grams in one_of]
    sets += [sets[0]] * (3 - len(sets))
    wanted = hash_grams(tenant_id, all_of)
    ask = partial(_read_near, wanted, sets)
    return _recheck(actor, terms, kinds, ask, near=True)


def _recheck(
    actor: Actor,
    terms: list[Term],
    kinds: list[SearchKind],
    candidates: Callable[[list[Any]], list[tuple[Any, ...]]],
    *,
    near: bool = False,
) -> list[Hit]:
    """Ask for candidates within each reach, and keep those whose text really fits."""
    private = {kind.kind: _sees_private(actor, kind) for kind in kinds}
    found = []
    for (units, owners), names in _reaches(actor, kinds).items():
        scope = [names, *(None if ids is None else list(ids) for ids in (units, owners))]
        for kind, record_id, title, text, hidden, weight in candidates(scope):
            seen = f"{text} {hidden}" if private[kind] else text
            score = score_of(terms, title, seen, weight, near=near)
            if score is not None:
                found.append(Hit(kind, record_id, title, text, score))
    return found


def _sees_private(actor: Actor, kind: SearchKind) -> bool:
    return not kind.private_field or actor.may_see(kind.kind, kind.private_field)


def _reaches(actor: Actor, kinds: list[SearchKind]) -> dict[Reach, list[str]]:
    """Group the kinds by whose records the actor's permission reaches."""
    reaches: dict[Reach, list[str]] = defaultdict(list)
    for kind in kinds:
        scope = actor.scope("view", kind.kind)
        if scope is not None:
            reaches[_reach(actor, scope)].append(kind.kind)
    return reaches


def _reach(actor: Actor, scope: Scope) -> Reach:
    if scope is Scope.ALL:
        return None, None
    if scope is Scope.SUBTREE:
        return actor.unit_ids, ()
    if scope is Scope.UNIT:
        return ((actor.unit_id,) if actor.unit_id else ()), ()
    mates = actor.teammate_ids if scope is Scope.TEAM else ()
    own = (actor.member_id,) if actor.member_id else ()
    return (), (*own, *mates)


def _read_near(wanted: list[int], sets: list[list[int]], scope: list[Any]) -> list[tuple[Any, ...]]:
    return _read(_NEARLY, [wanted, *sets, *scope, CANDIDATES])


def _read(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
