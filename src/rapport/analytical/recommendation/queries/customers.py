"""Reads: what is recommended to a customer, and whom a product is recommended to."""

from collections.abc import Collection, Sequence
from uuid import UUID

from rapport.analytical.recommendation.contracts import Goods, Suggested, Suggestions
from rapport.analytical.recommendation.models import PopularProduct, RecommenderVersion, Suggestion
from rapport.analytical.recommendation.queries.goods import load_goods
from rapport.customers.party.api import PartyRef, get_customer, load_names, resolve_customer, visible_ids
from rapport.kernel.identity.api import Actor

MOST = 20


def suggest_for_customer(party: PartyRef, *, actor: Actor, limit: int = 5) -> Suggestions:
    """Return what is recommended to a customer, the best first: what is due again, then what is new to them,
    then, of whom nothing is known, what most customers buy. At most `limit` of each.

    Of a customer merged away it is the survivor's. Raises `Missing` for whom the actor may not see,
    `Forbidden` without the right. Kept lists are read, so it takes three queries whatever was bought.
    """
    actor.require("view", "recommendation")
    party_id = resolve_customer(party, actor=actor)
    rows = list(Suggestion.objects.filter(party_id=party_id).order_by("kind", "rank", "product_id"))
    if not rows:
        return suggest_popular(limit, get_customer(party_id, actor=actor).country)
    goods = load_goods([key for row in rows for key in (row.product_id, row.because_id)])
    again = [row for row in rows if row.kind == Suggestion.Kind.AGAIN]
    new = [row for row in rows if row.kind == Suggestion.Kind.NEW]
    items = [
        *(_pick(again, goods, limit)),
        *(_pick(new, goods, limit)),
    ]
    return Suggestions(tuple(items), find_version())


def list_takers(product_id: UUID, *, actor: Actor, limit: int = 8) -> list[tuple[UUID, str]]:
    """Return the customers in sight a product is recommended to (id, name), the likeliest first."""
    actor.require("view", "recommendation")
    rows = Suggestion.objects.filter(product_id=product_id, party_id__in=visible_ids(actor))
    ids = list(rows.order_by("rank", "party_id").values_list("party_id", flat=True)[:limit])
    names = load_names(ids)
    return [(party_id, names.get(party_id, ("", ""))[0]) for party_id in ids]


def _pick(rows: Sequence[Suggestion], goods: dict[UUID, Goods], limit: int) -> list[Suggested]:
    picked = []
    for row in rows:
        product = goods.get(row.product_id)
        if product is None or not product.offered:
            continue
        because = goods.get(row.because_id) if row.because_id else None
        again = row.kind == Suggestion.Kind.AGAIN
        picked.append(
            Suggested(
                goods=product,
                kind="again" if again else "new",
                ground="due" if again else "bought" if because else "popular",
                score=row.score,
                because=because,
                due_on=row.due_on,
            )
        )
    return picked[:limit]


def suggest_popular(limit: int, country: str, *, without: Collection[UUID] = ()) -> Suggestions:
    """Return what most customers of a country buy, what most buy anywhere where too little is bought
    there."""
    asked = PopularProduct.objects.filter(country__in=("", country)).exclude(product_id__in=without)
    found = list(asked.order_by("-country", "rank", "product_id")[: 4 * limit + len(without)])
    there = [row for row in found if row.country]
    rows = there if len(there) >= limit else [row for row in found if not row.country]
    goods = load_goods([row.product_id for row in rows])
    offered = [(row, goods[row.product_id]) for row in rows if row.product_id in goods]
    items = [
        Suggested(goods=product, kind="new", ground="popular", score=float(row.buyers), together=row.buyers)
        for row, product in offered
        if product.offered
    ]
    return Suggestions(tuple(items[:limit]), find_version())


def find_version() -> UUID | None:
    """Return the version lists are made by."""
    return RecommenderVersion.objects.filter(live=True).values_list("id", flat=True).first()
