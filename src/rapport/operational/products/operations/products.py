"""Entering and changing single products."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict, Invalid, Unknown
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import unit_of_work
from rapport.operational.products.events import ProductCreated, ProductState, ProductUpdated
from rapport.operational.products.models import Category, Product
from rapport.operational.products.operations.checks import check_product
from rapport.operational.products.operations.finding import index_products
from rapport.operational.products.operations.noting_costs import note_costs
from rapport.operational.products.operations.offers import offer_of, tell_offers
from rapport.operational.products.queries import get_product_for_update
from rapport.operational.products.rules import name_key


def create_product(values: dict[str, Any], *, actor: Actor) -> Product:
    """Enter a product; `sku` and `name` are needed, the currency defaults to the business's own.

    Prices are decimals in major units. Raises `Conflict` when the SKU is taken, `Invalid` naming the fields.
    """
    actor.require("create", "product")
    actor.require_fields("product", values)
    with unit_of_work(actor) as work:
        values = {"currency": get_own_tenant(actor.tenant_id).currency, "sku": "", "name": "", **values}
        _check(values)
        if Product.objects.filter(sku=values["sku"]).exists():
            raise _taken()
        product = Product.objects.create(
            **values, name_key=name_key(values["name"]), created_at=work.now, updated_at=work.now
        )
        note_costs([product], work)
        index_products([product])
        work.record(state_of(product, ProductCreated))
    return product


def update_product(
    product_id: UUID, values: dict[str, Any], *, actor: Actor, version: int | None = None
) -> Product:
    """Change some values of a product; what stays the same writes nothing.

    Raises `Missing`, `Conflict` when `version` is not the present one or the SKU is taken, `Invalid`.
    """
    with unit_of_work(actor) as work:
        product = get_product_for_update(product_id, actor)
        if version is not None and version != product.version:
            raise Conflict(_("Somebody changed this product meanwhile."), code="stale-version")
        actor.require_fields("product", values)
        _check(values)
        changed = {name: value for name, value in values.items() if getattr(product, name) != value}
        if not changed:
            return product
        if "sku" in changed and Product.objects.filter(sku=changed["sku"]).exists():
            raise _taken()
        before = offer_of(product)
        for name, value in changed.items():
            setattr(product, name, value)
        product.name_key = name_key(product.name)
        product.version += 1
        product.updated_at = work.now
        product.save()
        note_costs([product], work)
        index_products([product])
        work.record(state_of(product, ProductUpdated))
        tell_offers([product], {product.id: before}, work)
    return product


def state_of(
    product: Product, kind: type[ProductState], categories: Mapping[UUID, str] | None = None
) -> ProductState:
    """Return the fact of this kind with the product's whole public state.

    `categories` are the codes by id, where the caller has read them for many products at once.
    """
    if categories is None:
        codes = Category.objects.filter(id=product.category_id) if product.category_id else ()
        categories = {row.id: row.code for row in codes}
    return kind(
        product_id=product.id,
        version=product.version,
        sku=product.sku,
        title=product.name,
        category_id=product.category_id,
        category=categories.get(product.category_id, "") if product.category_id else "",
        stage=product.stage,
        currency=product.currency,
        unit_price=str(product.unit_price),
        cost=None if product.cost is None else str(product.cost),
        active=product.active,
        created_at=product.created_at,
    )


def _check(values: dict[str, Any]) -> None:
    wrong = check_product(values)
    category_id = values.get("category_id")
    if category_id is not None and not Category.objects.filter(id=category_id).exists():
        if not wrong:
            raise Unknown(
                _("There is no such category."), fields={"category_id": _("There is no such category.")}
            )
        wrong["category_id"] = _("There is no such category.")
    if wrong:
        raise Invalid(_("The product is not right yet."), fields=wrong)


def _taken() -> Conflict:
    reason = _("A product with this SKU exists already.")
    return Conflict(reason, code="sku-taken", fields={"sku": reason})
