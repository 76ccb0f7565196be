"""Reads: what goes with a basket, worked out when asked."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Sum

from rapport.analytical.recommendation.contracts import Suggested, Suggestions
from rapport.analytical.recommendation.models import ProductTie
from rapport.analytical.recommendation.queries.customers import find_version, suggest_popular
from rapport.analytical.recommendation.queries.goods import load_goods
from rapport.kernel.identity.api import Actor


def suggest_for_basket(
    product_ids: Sequence[UUID], *, actor: Actor, limit: int = 5, country: str = ""
) -> Suggestions:
    """Return what goes with these products, none of them among it; what most buy (of that country) where
    nothing is known of them. Unknown ids are passed over."""
    actor.require("view", "recommendation")
    tied = (
        ProductTie.objects.filter(product_id__in=product_ids)
        .exclude(other_id__in=product_ids)
        .values("other_id")
        .annotate(
            score=Sum("weight"),
            because=ArrayAgg("product_id", order_by=("-weight", "product_id")),
            together=ArrayAgg("together", order_by=("-weight", "product_id")),
        )
        .order_by("-score", "other_id")[: 3 * limit]
    )
    rows = list(tied)
    if not rows:
        return suggest_popular(limit, country, without=product_ids)
    goods = load_goods([key for row in rows for key in (row["other_id"], row["because"][0])])
    items = [
        Suggested(
            goods=goods[row["other_id"]],
            kind="new",
            ground="bought",
            score=row["score"],
            because=goods.get(row["because"][0]),
            together=row["together"][0],
        )
        for row in rows
        if row["other_id"] in goods and goods[row["other_id"]].offered
    ]
    return Suggestions(tuple(items[:limit]), find_version())
