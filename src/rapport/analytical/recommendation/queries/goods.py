"""Products by id, as the registered source knows them."""

from collections.abc import Iterable
from uuid import UUID

from rapport.analytical.recommendation.contracts import Goods
from rapport.analytical.recommendation.queries.sources import find_goods_source
from rapport.kernel.errors import Unknown


def load_goods(ids: Iterable[UUID | None]) -> dict[UUID, Goods]:
    """Return these products by id, by one query; nothing for None, unknown ids and before anything is
    sold."""
    wanted, source = {one for one in ids if one is not None}, find_goods_source()
    return source.find_goods(wanted) if source and wanted else {}


def require_goods(ids: Iterable[UUID]) -> None:
    """Refuse products there are not; raises `Unknown`."""
    wanted = set(ids)
    if wanted - load_goods(wanted).keys():
        raise Unknown("There is no such product.")


def require_category(category_id: UUID) -> None:
    """Refuse a category there is not; raises `Unknown`."""
    source = find_goods_source()
    if source is None or category_id not in source.find_categories([category_id]):
        raise Unknown("There is no such category.")
