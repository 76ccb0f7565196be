"""Reads: products by what is expected of them within four weeks."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet

from rapport.analytical.forecast.contracts import Measure, PointAhead, ProductAhead, Tier
from rapport.analytical.forecast.models import ForecastPoint, ForecastSeries
from rapport.analytical.forecast.queries.series import require_all
from rapport.analytical.forecast.queries.sources import find_product_source
from rapport.kernel.identity.api import Actor
from rapport.kernel.paging.api import Order, by_column, in_order

ORDERS: Mapping[str, Order] = {"ahead": by_column("ahead", "number")}
WEEKS = 4


def list_products_ahead(actor: Actor) -> QuerySet[ForecastSeries]:
    """Return the pieces of each product something is said of; `Forbidden` for who does not see everything."""
    require_all(actor)
    return ForecastSeries.objects.filter(measure=str(Measure.UNITS), tier=str(Tier.PRODUCT), refusal="")


def load_demand(ids: Sequence[UUID]) -> list[ProductAhead]:
    """Return the lines of these series in the order of their ids, by two queries."""
    rows = in_order(ids, {row.id: row for row in ForecastSeries.objects.filter(id__in=ids)})
    source = find_product_source()
    names = source.name_products([UUID(row.subject) for row in rows]) if source else {}
    return [
        ProductAhead(
            id=row.id,
            product_id=UUID(row.subject),
            name=names.get(UUID(row.subject), ""),
            method=row.method,
            ahead=row.ahead,
            before=sum(row.history[-WEEKS:]),
            error=row.error,
        )
        for row in rows
    ]


def find_demand(product_id: UUID, actor: Actor) -> tuple[PointAhead, ...]:
    """Return the pieces of a product expected in each of the next weeks, nothing where nothing is said.

    One query; raises `Forbidden` for who does not see everything.
    """
    of_it = list_products_ahead(actor).filter(subject=str(product_id)).values("id")
    points = ForecastPoint.objects.filter(series_id__in=of_it, actual=None).order_by("day")
    return tuple(PointAhead(one.day, one.point, one.low, one.high) for one in points)
