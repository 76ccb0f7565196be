"""The list of products: columns, filters, what may be done to many."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.kernel.identity.api import Actor
from rapport.operational.products.http.labels import STAGE_LABELS, STAGE_TONES
from rapport.operational.products.models import Product
from rapport.operational.products.queries import list_categories, list_products, search_products
from rapport.operational.products.queries.lists import ORDERS, load_products, narrow_products
from rapport.operational.products.rules import share_left
from rapport.ui.api import (
    Action,
    Ask,
    Badge,
    BulkAction,
    Choice,
    Column,
    Custom,
    DateTime,
    Empty,
    Filter,
    Link,
    ListState,
    Muted,
    Share,
    Viewer,
    Yes,
)
from rapport.ui.api.records import FILES, RecordList, show_records

MANY = "/lists/product/many/edit"


def show_products(request: HttpRequest) -> HttpResponse:
    """What the shop sells, by name; found by SKU or name."""
    return show_records(request, PRODUCTS)


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    return narrow_products(search_products(rows, state.search), state.chosen)


def _load(ids: Sequence[UUID], actor: Actor) -> list[Product]:
    return load_products(ids)


def _filters(actor: Actor) -> list[Filter]:
    return [
        Filter("stage", _("Stage"), _stages(), icon="sprout"),
        Filter("category", _("Category"), _categories(actor), icon="folder-tree"),
        Filter("active", _("On sale"), _on_sale(), many=False, icon="store"),
    ]


def _stages() -> list[Choice]:
    return [Choice(*pair) for pair in STAGE_LABELS.items()]


def _categories(actor: Actor) -> list[Choice]:
    return [Choice(str(row.id), row.name) for row in list_categories(actor).order_by("name", "id")]


def _on_sale() -> list[Choice]:
    return [Choice("yes", _("On sale")), Choice("no", _("Not on sale"))]


def _columns(actor: Actor) -> list[Column[Product]]:
    return [
        Link("name", _("Name"), href=lambda row: f"/products/{row.id}", sort=True, width=20, phone="title"),
        Muted("sku", _("SKU"), sort=True, phone="under"),
        Muted("category", _("Category"), lambda row: row.category.name if row.category else ""),
        Badge("stage", _("Stage"), labels=STAGE_LABELS, tones=STAGE_TONES, phone="aside"),
        Custom("unit_price", _("Unit price"), draw=_price, phone="corner"),
        Custom("cost", _("Cost"), draw=_cost, hidden=True),
        Share("margin", _("Margin"), _margin, ruled_as="cost"),
        Yes("active", _("On sale"), width=5),
        DateTime(
            *("created", _("Entered"), lambda row: row.created_at),
            ago=True,
            hidden=True,
            sort=True,
            newest_first=True,
        ),
        DateTime("changed", _("Changed"), lambda row: row.updated_at, ago=True, hidden=True),
    ]


def _price(row: Product, viewer: Viewer) -> str:
    return viewer.price(row.unit_price, row.currency)


def _cost(row: Product, viewer: Viewer) -> str:
    return "" if row.cost is None else viewer.price(row.cost, row.currency)


def _margin(row: Product) -> float | None:
    return share_left(row.unit_price, row.cost)


def _bulk(actor: Actor, filters: Sequence[Filter]) -> list[BulkAction]:
    if not actor.may("edit", "product"):
        return []
    shelves = next(one.choices for one in filters if one.name == "category")
    asks = [
        ("circle-dot", Ask("stage", _("Stage"), _stages)),
        ("folder-tree", Ask("category_id", _("Category"), lambda: [*shelves, Choice("", _("No category"))])),
        ("store", Ask("active", _("On sale"), _on_sale)),
    ]
    return [
        BulkAction(ask.label, f"{MANY}?field={ask.name}", icon=icon, ask=ask, whole=True)
        for icon, ask in asks
        if actor.may_write("product", ask.name)
    ]


def _actions(actor: Actor) -> list[Action]:
    categories = Action(_("Categories"), "/products/categories", icon="folder-tree")
    if not actor.may("create", "product"):
        return [categories]
    return [categories, Action(_("New product"), "/products/new", icon="plus", main=True, key="n")]


def _empty(actor: Actor) -> Empty:
    return Empty(
        _("No products yet"), _("They come with orders, with a file, by the API, or by hand."), icon="package"
    )


PRODUCTS: RecordList[Product] = RecordList(
    kind="product",
    name="products",
    path="/products",
    title=gettext_lazy("Products"),
    columns=_columns,
    rows=list_products,
    narrow=_narrow,
    orders=ORDERS,
    load=_load,
    default_sort="name",
    filters=_filters,
    search_label=gettext_lazy("SKU or name"),
    bulk=_bulk,
    files=FILES,
    groups=("stage", "category", "active", "currency"),
    actions=_actions,
    empty=_empty,
)
"""The list of products, as every list is told to the house."""
