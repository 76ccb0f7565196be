"""What products can be filtered by, and what recommending and forecasting know of them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rapport.analytical.mood.contracts.rise import KnownProduct
from rapport.analytical.recommendation.contracts import Goods
from rapport.kernel.filters.api import Column, FilterField, FilterKind, Option, register_fields, register_kind
from rapport.operational.products.models import Category, Product
from rapport.operational.products.queries import list_products
from rapport.operational.products.queries.goods import find_goods, list_offered
from rapport.operational.products.queries.shelves import load_products
from rapport.operational.products.rules import name_key

MOST_CATEGORIES = 500


def register_filters() -> None:
    """Let lists and programs ask about products."""
    register_kind(FilterKind("product", _("Products"), list_products))
    register_fields(
        "product",
        FilterField("name", _("Name"), "text", Column("name_key"), normal=name_key, indexed=True),
        FilterField("sku", _("SKU"), "text", Column("sku"), indexed=True),
        FilterField("stage", _("Stage of life"), "choice", Column("stage"), rule="stage", options=_stages),
        FilterField(
            "category",
            _("Category"),
            "reference",
            Column("category_id"),
            options=_categories,
            indexed=True,
            read=lambda record: record.category_id,
        ),
        FilterField("active", _("On sale"), "boolean", Column("active")),
        FilterField("currency", _("Currency"), "text", Column("currency"), normal=str.upper),
        FilterField("unit_price", _("Unit price"), "number", Column("unit_price"), whole=False, most=10**13),
        FilterField("cost", _("Cost"), "number", Column("cost"), whole=False, most=10**13),
        FilterField(
            "created", _("Entered"), "instant", Column("created_at"), read=lambda record: record.created_at
        ),
        FilterField(
            "changed", _("Changed"), "instant", Column("updated_at"), read=lambda record: record.updated_at
        ),
    )


def _stages(_actor: Any) -> list[Option]:
    return [Option(value, label) for value, label in Product.Stage.choices]


def _categories(_actor: Any) -> list[Option]:
    rows = Category.objects.order_by("name").values_list("id", "name")[:MOST_CATEGORIES]
    return [Option(str(category), name) for category, name in rows]


class ProductGoods:
    """The `GoodsSource` of `analytical.recommendation`."""

    def find_goods(self, ids: Collection[UUID]) -> dict[UUID, Goods]:
        """Return these products by id."""
        return find_goods(ids)

    def find_categories(self, ids: Collection[UUID]) -> Collection[UUID]:
        """Return which of these are categories."""
        return set(Category.objects.filter(id__in=ids).values_list("id", flat=True))

    def list_offered(self) -> Sequence[Goods]:
        """Return every product that may be sold now."""
        return list_offered()


class ProductShelves:
    """The `ProductSource` of `analytical.forecast`."""

    def load_products(self, table: str) -> None:
        """Insert all products with their categories into the table the caller made."""
        load_products(table)

    def name_products(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Return what products are called."""
        return dict(Product.objects.filter(id__in=ids).values_list("id", "name"))

    def name_categories(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Return what categories are called."""
        return dict(Category.objects.filter(id__in=ids).values_list("id", "name"))


class ProductWords:
    """The `ProductFinder` of `analytical.mood`."""

    def find_by_skus(self, skus: Collection[str]) -> Mapping[str, KnownProduct]:
        """Return the products that have these SKUs."""
        rows = Product.objects.filter(sku__in=skus).values_list("id", "sku", "name")
        return {sku: KnownProduct(key, sku, name) for key, sku, name in rows}

    def find_sku(self, product_id: UUID) -> str:
        """Return a product's SKU, empty for one that is not there."""
        return Product.objects.filter(id=product_id).values_list("sku", flat=True).first() or ""
