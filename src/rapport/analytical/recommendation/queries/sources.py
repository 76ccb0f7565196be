"""The registered sources of what was bought and what is sold."""

from collections.abc import Sequence
from uuid import UUID

from django.db.backends.utils import CursorWrapper

from rapport.analytical.recommendation.contracts import BasketSource, GoodsSource
from rapport.kernel.errors import Conflict

BOUGHT = "recommendation_bought"
MAKE_BOUGHT = f"""
drop table if exists pg_temp.{BOUGHT};
create temporary table {BOUGHT} (
    party_id uuid, order_id uuid, product_id uuid, country text, at timestamptz, sent_back boolean
) on commit drop
"""
_baskets: list[BasketSource] = []
_goods: list[GoodsSource] = []


def register_basket_source(source: BasketSource) -> None:
    """Learn from these purchases; a second source is refused, or they would count twice."""
    if _baskets and _baskets[0] is not source:
        raise Conflict("What was bought has a source already.")
    _baskets[:] = [source]


def register_goods_source(source: GoodsSource) -> None:
    """Recommend these products; a second source is refused."""
    if _goods and _goods[0] is not source:
        raise Conflict("What is sold has a source already.")
    _goods[:] = [source]


def find_basket_source() -> BasketSource | None:
    """Return the source of what was bought, or None while no room sells anything."""
    return _baskets[0] if _baskets else None


def find_goods_source() -> GoodsSource | None:
    """Return the source of what is sold, or None while no room sells anything."""
    return _goods[0] if _goods else None


def load_bought(cursor: CursorWrapper, source: BasketSource, party_ids: Sequence[UUID] | None = None) -> None:
    """Have what customers bought, all of them or these, in the table `BOUGHT` till the transaction ends."""
    cursor.execute(MAKE_BOUGHT)
    source.load_bought(BOUGHT, party_ids=party_ids)
