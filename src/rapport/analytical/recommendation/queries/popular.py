"""Reads: what most customers buy, for whom nothing is known; and what chance draws of it, to compare."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from rapport.analytical.recommendation.contracts import Suggested
from rapport.analytical.recommendation.models import PopularProduct
from rapport.analytical.recommendation.queries.goods import load_goods
from rapport.analytical.recommendation.queries.sources import find_basket_source, load_bought
from rapport.analytical.recommendation.rules.live import draw_order
from rapport.kernel.tenancy.api import current_tenant_id

MOST = 100


def list_popular(country: str, *, without: Collection[UUID] = ()) -> list[Suggested]:
    """Return what most customers of a country buy, the most bought first, then what most buy anywhere."""
    asked = PopularProduct.objects.filter(country__in={"", country}).exclude(product_id__in=without)
    rows = {row.product_id: row for row in asked.order_by("country", "-rank", "product_id")}
    found = sorted(rows.values(), key=lambda row: (row.country == "", row.rank))[:MOST]
    goods = load_goods([row.product_id for row in found])
    return [
        Suggested(
            goods=goods[row.product_id],
            kind="new",
            ground="popular",
            score=float(row.buyers),
            together=row.buyers,
        )
        for row in found
        if row.product_id in goods
    ]


def draw_popular(party_id: UUID) -> list[Suggested]:
    """Return the hundred most bought products in the order of the customer's lots, none they bought
    before."""
    source, had = find_basket_source(), set()
    if source is not None:
        with connection.cursor() as cursor:
            load_bought(cursor, source, [party_id])
            cursor.execute("select distinct product_id from recommendation_bought")
            had = {product_id for (product_id,) in cursor.fetchall()}
    salt = str(current_tenant_id())
    listed = list_popular("", without=had)
    return sorted(listed, key=lambda one: draw_order(party_id, one.goods.id, salt))
