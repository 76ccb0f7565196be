"""Reads of the room: the queue, one pair, the last search."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from rapport.customers.likeness.contracts import Expectation, PairLine, PairState, SearchLine
from rapport.customers.likeness.models import LikelyPair, LikenessSearch
from rapport.customers.likeness.rules import REVIEW_FROM
from rapport.customers.party.api import visible_ids
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, Scope

_STATES: dict[str, PairState] = {"open": "open", "different": "different", "merged": "merged"}


def list_pairs(
    *, actor: Actor, least: float = REVIEW_FROM, after: tuple[float, UUID] | None = None, limit: int = 25
) -> list[PairLine]:
    """Return open pairs of living customers the actor may merge, the likeliest first.

    `after` is the (probability, id) of the last pair seen.
    """
    found = _open(actor).filter(probability__gte=least)
    if after is not None:
        found = found.filter(Q(probability__lt=after[0]) | Q(probability=after[0], id__gt=after[1]))
    return [pair_line(pair) for pair in found.order_by("-probability", "id")[:limit]]


def count_pairs(*, actor: Actor, least: float = REVIEW_FROM) -> int:
    """Return how many open pairs wait, counted to a thousand and one."""
    return _open(actor).filter(probability__gte=least).order_by()[:1001].count()


def list_open_ids(least: float, *, actor: Actor) -> list[UUID]:
    """Return the ids of the open pairs from a probability on, the likeliest first."""
    found = _open(actor).filter(probability__gte=least).order_by("-probability", "id")
    return list(found.values_list("id", flat=True))


def list_pairs_of(party_id: UUID, actor: Actor, *, least: float = REVIEW_FROM) -> list[PairLine]:
    """Return the open pairs of a party the caller has authorised, the likeliest first, ten at most."""
    found = _open(actor, verb="view").filter(Q(low_id=party_id) | Q(high_id=party_id), probability__gte=least)
    return [pair_line(pair) for pair in found.order_by("-probability", "id")[:10]]


def get_pair(pair_id: UUID, *, actor: Actor, verb: str = "view", for_update: bool = False) -> LikelyPair:
    """Return a pair whose customers the actor reaches; raises `Missing`, `Forbidden`."""
    actor.require(verb, "customer")
    found = _reached(actor, verb).filter(id=pair_id)
    pair = (found.select_for_update(of=("self",)) if for_update else found).first()
    if pair is None:
        raise Missing("There is no such pair.")
    return pair


def find_last_search() -> SearchLine | None:
    """Return the last search with what people decided since; None before the first."""
    search = LikenessSearch.objects.order_by("-at").first()
    return search_line(search) if search else None


def search_line(search: LikenessSearch) -> SearchLine:
    """Return a search as it crosses the wall, with what people decided of pairs from each threshold on."""
    counts = {
        f"{name}_{number}": Count("id", filter=Q(probability__gte=one["threshold"]) & condition)
        for number, one in enumerate(search.expectations)
        for name, condition in (("decided", ~Q(state="open")), ("refuted", Q(state="different")))
    }
    told: dict[str, Any] = LikelyPair.objects.exclude(state="open").aggregate(**counts) if counts else {}
    expectations = tuple(
        Expectation(**{**one, "decided": told[f"decided_{number}"], "refuted": told[f"refuted_{number}"]})
        for number, one in enumerate(search.expectations)
    )
    return SearchLine(search.id, search.at, search.customers, search.pairs, search.learnt, expectations)


def pair_line(pair: LikelyPair) -> PairLine:
    """Return a pair as it crosses the wall."""
    return PairLine(
        *(
            pair.id,
            pair.low_id,
            pair.low.name,
            pair.high_id,
            pair.high.name,
            pair.probability,
            pair.agreements,
        ),
        state=_STATES[pair.state],
        merge_id=pair.merge_id,
    )


def _open(actor: Actor, *, verb: str = "merge") -> "QuerySet[LikelyPair]":
    actor.require(verb, "customer")
    living = {"low__merged_into": None, "high__merged_into": None}
    return _reached(actor, verb).filter(state=LikelyPair.State.OPEN, **living)


def _reached(actor: Actor, verb: str) -> "QuerySet[LikelyPair]":
    """Narrow to pairs whose both customers the actor's permission reaches."""
    pairs = LikelyPair.objects.select_related("low", "high")
    if actor.scope(verb, "customer") is Scope.ALL:
        return pairs
    seen = visible_ids(actor, verb=verb)
    return pairs.filter(low_id__in=seen, high_id__in=seen)
