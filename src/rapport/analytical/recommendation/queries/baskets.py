"""Reads: what goes with a basket, worked out when asked."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Sum

from rapport.analytical.recommendation.contracts import Suggested, Suggestions
from rapport.analytical.recommendation.models import ProductTie
from rapport.analytical.recommendation.queries.bars import load_bars, read_policy
from rapport.analytical.recommendation.queries.goods import load_goods
from rapport.analytical.recommendation.queries.popular import list_popular
from rapport.analytical.recommendation.queries.versions import find_live_id
from rapport.analytical.recommendation.rules.offering import choose_offers
from rapport.kernel.identity.api import Actor

MOST = 60


def suggest_for_basket(
    product_ids: Sequence[UUID], *, actor: Actor, limit: int = 5, country: str = ""
) -> Suggestions:
    """Return what goes with these products, none of them among it; what most buy (of that country) where
    nothing is known of them. Unknown ids are passed over, the business's rules have their say."""
    actor.require("view", "recommendation")
    listed = _list_tied(product_ids) or list_popular(country, without=product_ids)
    offered, refused = choose_offers(listed, load_bars(), read_policy(), limit)
    return Suggestions(offered, find_live_id(), refused)


def _list_tied(product_ids: Sequence[UUID]) -> list[Suggested]:
    strongest_first = ("-weight", "product_id")
    tied = (
        ProductTie.objects.filter(product_id__in=product_ids)
        .exclude(other_id__in=product_ids)
        .values("other_id")
        .annotate(
            score=Sum("weight"),
            because=ArrayAgg("product_id", order_by=strongest_first),
            common=ArrayAgg("together", order_by=strongest_first),
        )
        .order_by("-score", "other_id")[:MOST]
    )
    rows = list(tied)
    goods = load_goods([key for row in rows for key in (row["other_id"], row["because"][0])])
    return [
        Suggested(
            goods=goods[row["other_id"]],
            kind="new",
            ground="bought",
            score=row["score"],
            because=goods.get(row["because"][0]),
            together=row["common"][0],
        )
        for row in rows
        if row["other_id"] in goods
    ]
