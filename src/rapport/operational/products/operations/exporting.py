"""Products as files: one row for each, with its category by name and code."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet

from rapport.customers.intake.api import require_known
from rapport.customers.intake.contracts.exports import EVERYTHING, Exporter, Record, Wanted
from rapport.kernel.filters import api as filters
from rapport.kernel.identity.api import Actor
from rapport.operational.products.models import Product
from rapport.operational.products.queries import list_products, search_products
from rapport.operational.products.queries.lists import CHOICES, narrow_products

PAGE = 1_000
_FIELDS = {"Unit price": "unit_price", "Cost": "cost", "Stage": "stage"}
COLUMNS = (
    *("SKU", "Name", "Category", "Category code", "Stage", "Unit price", "Cost", "Currency", "On sale"),
    *("Description", "Created", "Changed"),
)


class ProductExporter:
    """Products with their categories."""

    def columns(self, actor: Actor) -> tuple[str, ...]:
        """Name the columns, without those a role hides."""
        return tuple(one for one in COLUMNS if actor.may_see("product", _FIELDS.get(one, "")))

    def records(self, actor: Actor, wanted: Wanted = EVERYTHING) -> Iterator[Record]:
        """Stream the products that are wanted, by id."""
        actor.require("export", "product")
        rows = _wanted_rows(actor, wanted).select_related("category")
        last = UUID(int=0)
        while page := list(rows.filter(id__gt=last).order_by("id")[:PAGE]):
            yield from map(_record, page)
            last = page[-1].id


def _wanted_rows(actor: Actor, wanted: Wanted) -> QuerySet[Product]:
    """Narrow by what the list of products is narrowed by."""
    require_known(wanted.query, ("q", *CHOICES))
    rows = filters.narrow(list_products(actor), filters.parse(wanted.filter), "product", actor=actor)
    rows = search_products(rows, wanted.query.get("q", ""))
    rows = narrow_products(rows, wanted.chosen(CHOICES))
    return rows if wanted.ids is None else rows.filter(id__in=wanted.ids)


def _record(row: Product) -> Record:
    return {
        "SKU": row.sku,
        "Name": row.name,
        "Category": row.category.name if row.category else "",
        "Category code": row.category.code if row.category else "",
        "Stage": row.stage,
        "Unit price": row.unit_price,
        "Cost": row.cost,
        "Currency": row.currency,
        "On sale": "yes" if row.active else "no",
        "Description": row.description,
        "Created": row.created_at,
        "Changed": row.updated_at,
    }


PRODUCTS: Exporter = ProductExporter()
