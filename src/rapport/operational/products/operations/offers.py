"""Telling that buyers find a product cheaper or dearer, on sale again or no more."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from rapport.kernel.work.api import Work, record_many
from rapport.operational.products.contracts import OfferBefore
from rapport.operational.products.events import ProductOfferChanged
from rapport.operational.products.models import Product
from rapport.operational.products.rules import is_cheaper


def offer_of(product: Product) -> OfferBefore:
    """Return what buyers find now, to be told of once it has changed."""
    return OfferBefore(product.unit_price, product.currency, product.active)


def tell_offers(products: Iterable[Product], before: Mapping[UUID, OfferBefore], work: Work) -> None:
    """Record of each product what buyers find otherwise than before; others tell nothing."""
    facts = [
        _tell(one, before[one.id]) for one in products if one.id in before and offer_of(one) != before[one.id]
    ]
    record_many(facts, work)


def _tell(product: Product, was: OfferBefore) -> ProductOfferChanged:
    same = product.currency == was.currency
    return ProductOfferChanged(
        product_id=product.id,
        sku=product.sku,
        title=product.name,
        currency=product.currency,
        unit_price=str(product.unit_price),
        price_before=str(was.price),
        currency_before=was.currency,
        active=product.active,
        price_dropped=product.active and same and is_cheaper(product.unit_price, was.price),
        sold_again=product.active and not was.active,
    )
