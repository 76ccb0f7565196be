"""Reads of products."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.operational.products.contracts import ProductBrief
from rapport.operational.products.models import Product
from rapport.operational.products.rules import name_key


def list_products(actor: Actor) -> QuerySet[Product]:
    """Return every product, unordered; raises `Forbidden` without the right to view products."""
    actor.require("view", "product")
    return Product.objects.all()


def get_product(product_id: UUID, actor: Actor) -> Product:
    """Return a product; raises `Missing`."""
    product = list_products(actor).filter(id=product_id).first()
    if product is None:
        raise Missing("There is no such product.")
    return product


def get_product_for_update(product_id: UUID, actor: Actor, verb: str = "edit") -> Product:
    """Return a product, locked, for an actor who may change it; raises `Forbidden` or `Missing`."""
    actor.require(verb, "product")
    product = Product.objects.select_for_update().filter(id=product_id).first()
    if product is None:
        raise Missing("There is no such product.")
    return product


def search_products(rows: QuerySet[Product], text: str) -> QuerySet[Product]:
    """Narrow to products whose SKU begins with the text, or whose name holds it."""
    text = text.strip()
    if not text:
        return rows
    return rows.filter(Q(sku__startswith=text) | Q(name_key__contains=name_key(text)))


def search_briefs(actor: Actor, text: str, limit: int = 8) -> list[ProductBrief]:
    """Return the products on sale that a search finds, by name."""
    rows = search_products(list_products(actor).filter(active=True), text)
    return [brief(row) for row in rows.order_by("name_key", "id")[:limit]]


def find_briefs(ids: Collection[UUID]) -> dict[UUID, ProductBrief]:
    """Return what order lines need of these products, by id; unknown ids are left out."""
    return {row.id: brief(row) for row in Product.objects.filter(id__in=set(ids))} if ids else {}


def find_briefs_by_sku(skus: Collection[str]) -> dict[str, ProductBrief]:
    """Return what order lines need of these products, by SKU; unknown ones are left out."""
    return {row.sku: brief(row) for row in Product.objects.filter(sku__in=set(skus))} if skus else {}


def brief(product: Product) -> ProductBrief:
    """Return a product as order lines see it."""
    return ProductBrief(
        product.id, product.sku, product.name, product.currency, product.unit_price, product.active
    )
