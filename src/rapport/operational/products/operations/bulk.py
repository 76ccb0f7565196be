"""Many products at once: a few set-based statements however many rows, each row answered for itself."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import Work, unit_of_work
from rapport.operational.products.contracts import OfferBefore, ProductRow, RowOutcome
from rapport.operational.products.events import ProductCreated, ProductState, ProductUpdated
from rapport.operational.products.models import Category, Product
from rapport.operational.products.operations.checks import check_product
from rapport.operational.products.operations.finding import index_products
from rapport.operational.products.operations.noting_costs import note_costs
from rapport.operational.products.operations.offers import offer_of, tell_offers
from rapport.operational.products.operations.products import state_of
from rapport.operational.products.rules import name_key

_COLUMNS = (
    *("name", "name_key", "description", "category", "stage", "currency", "unit_price", "cost", "active"),
    *("version", "batch_id", "updated_at"),
)
_encode = msgspec.json.Encoder().encode
PARCEL = 500


def upsert_products(
    rows: Sequence[tuple[int, ProductRow]], mode: str, *, actor: Actor, batch_id: UUID | None = None
) -> list[RowOutcome]:
    """Create, update or upsert products by SKU; `mode` says which. The last of two rows of one SKU wins.

    Raises `Forbidden` without the right; whatever is wrong with a row is that row's answer.
    """
    for verb in {"create": ("create",), "update": ("edit",), "upsert": ("create", "edit")}[mode]:
        actor.require(verb, "product")
    actor.require_fields("product", {name for _index, row in rows for name in row.values})
    with unit_of_work(actor, batch_id=batch_id) as work:
        shelf = _Shelf(rows, mode, work)
        answers = [shelf.take(index, row) for index, row in rows]
        shelf.write()
    return answers


def ensure_products(rows: Mapping[str, dict[str, Any]], *, work: Work) -> dict[str, UUID]:
    """Return the id of every SKU, entering those that are not known yet with the values given.

    Known products are left as they are. Values that are not valid fall back to the SKU as name. The caller
    has authorised the order these products came with.
    """
    known = dict(Product.objects.filter(sku__in=list(rows)).values_list("sku", "id"))
    own = get_own_tenant(work.actor.tenant_id).currency
    fresh = []
    for sku, values in rows.items():
        if sku in known or check_product({"sku": sku}):
            continue
        good = {name: value for name, value in values.items() if not check_product({name: value})}
        fresh.append(_new(sku, {"currency": own, "name": sku, **good}, work))
    Product.objects.bulk_create(fresh, batch_size=2000, ignore_conflicts=True)
    if fresh:
        known.update(Product.objects.filter(sku__in=[row.sku for row in fresh]).values_list("sku", "id"))
        publish(work, [row for row in fresh if known[row.sku] == row.id], ProductCreated)
    return known


class _Shelf:
    """The products a bulk call speaks of: read once, changed in memory, written once."""

    def __init__(self, rows: Sequence[tuple[int, ProductRow]], mode: str, work: Work) -> None:
        self.mode = mode
        self.work = work
        self.own = get_own_tenant(work.actor.tenant_id).currency
        skus = {row.sku for _, row in rows}
        self.known = {row.sku: row for row in Product.objects.select_for_update().filter(sku__in=skus)}
        wanted = {row.values["category_id"] for _, row in rows if row.values.get("category_id")}
        self.categories = set(Category.objects.filter(id__in=wanted).values_list("id", flat=True))
        self.created: dict[str, Product] = {}
        self.updated: dict[str, Product] = {}
        self.before: dict[UUID, OfferBefore] = {}

    def take(self, index: int, row: ProductRow) -> RowOutcome:
        """Take one row in and say what becomes of it."""
        wrong = check_product({"sku": row.sku, **row.values})
        category_id = row.values.get("category_id")
        if category_id is not None and category_id not in self.categories:
            wrong["category_id"] = _("There is no such category.")
        if wrong:
            return RowOutcome(index, None, None, "invalid", _("The product is not right yet."), wrong)
        known = self.known.get(row.sku)
        if known is None and self.mode == "update":
            return RowOutcome(index, None, None, "missing", _("There is no product with this SKU."))
        if known is not None and self.mode == "create":
            return RowOutcome(index, None, None, "sku-taken", _("A product with this SKU exists already."))
        return self._change(index, known, row) if known else self._create(index, row)

    def _create(self, index: int, row: ProductRow) -> RowOutcome:
        values = {"currency": self.own, **row.values}
        if "name" not in values:
            missing = {"name": _("Must not be empty.")}
            return RowOutcome(index, None, None, "invalid", _("The product is not right yet."), missing)
        product = _new(row.sku, values, self.work)
        self.known[row.sku] = self.created[row.sku] = product
        return RowOutcome(index, product.id, "created")

    def _change(self, index: int, product: Product, row: ProductRow) -> RowOutcome:
        changed = {name: value for name, value in row.values.items() if getattr(product, name) != value}
        if not changed:
            return RowOutcome(index, product.id, "unchanged")
        self.before.setdefault(product.id, offer_of(product))
        for name, value in changed.items():
            setattr(product, name, value)
        product.name_key = name_key(product.name)
        product.updated_at = self.work.now
        if row.sku not in self.created and row.sku not in self.updated:
            product.version += 1
            product.batch_id = self.work.batch_id or product.batch_id
            self.updated[row.sku] = product
        return RowOutcome(index, product.id, "updated")

    def write(self) -> None:
        """Write what was created and changed, and the facts of it."""
        Product.objects.bulk_create(self.created.values(), batch_size=2000)
        Product.objects.bulk_create(
            self.updated.values(),
            batch_size=2000,
            update_conflicts=True,
            unique_fields=("tenant_id", "sku"),
            update_fields=_COLUMNS,
        )
        note_costs([*self.created.values(), *self.updated.values()], self.work)
        publish(self.work, list(self.created.values()), ProductCreated)
        publish(self.work, list(self.updated.values()), ProductUpdated)
        tell_offers(self.updated.values(), self.before, self.work)


def _new(sku: str, values: dict[str, Any], work: Work) -> Product:
    return Product(
        sku=sku,
        **values,
        name_key=name_key(values["name"]),
        batch_id=work.batch_id,
        created_at=work.now,
        updated_at=work.now,
    )


def publish(work: Work, products: Sequence[Product], kind: type[ProductState]) -> None:
    """Have these products found, and record their facts, 500 in a parcel."""
    categories = dict(
        Category.objects.filter(id__in={row.category_id for row in products if row.category_id}).values_list(
            "id", "code"
        )
    )

    def parcels() -> Iterator[tuple[int, bytes]]:
        for start in range(0, len(products), PARCEL):
            part = products[start : start + PARCEL]
            lines = [
                _encode(
                    {
                        "subject_id": row.id,
                        "version": row.version,
                        "payload": state_of(row, kind, categories),
                    }
                )
                for row in part
            ]
            yield len(part), b"\n".join(lines) + b"\n"

    if products:
        index_products(products)
        work.record_bulk(kind.name, kind.subject_kind, parcels())
