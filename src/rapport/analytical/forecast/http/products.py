"""Products by what is expected of them: the list, and the card on a product's page."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.analytical.forecast.contracts import ProductAhead
from rapport.analytical.forecast.contracts.labels import METHOD_NAMES
from rapport.analytical.forecast.queries import find_demand, list_products_ahead, load_demand
from rapport.analytical.forecast.queries.products import ORDERS
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api import Badge, Column, Crumb, Empty, Link, ListState, Number
from rapport.ui.api.records import RecordList, show_records


def show_products(request: HttpRequest) -> HttpResponse:
    """Products, what is wanted most first."""
    crumbs = [Crumb(_("Forecast"), "/forecast"), Crumb(_("Products ahead"))]
    return show_records(request, PRODUCTS, context={"crumbs": crumbs})


def draw_demand(request: HttpRequest, subject: UUID | None) -> str:
    """The pieces expected in each of the next weeks; nothing for a product nothing is said of."""
    points = find_demand(subject, actor_of(request)) if subject else ()
    if not points:
        return ""
    context = {"points": points, "whole": sum(one.point for one in points)}
    return render_to_string("forecast/product.html", context, request)


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    return rows


def _load(ids: Sequence[UUID], actor: Actor) -> list[ProductAhead]:
    return load_demand(ids)


def _columns(actor: Actor) -> list[Column[ProductAhead]]:
    return [
        Link("name", _("Product"), href=lambda row: f"/products/{row.product_id}", phone="title"),
        Number("ahead", _("Next four weeks"), sort=True, newest_first=True, phone="corner"),
        Number("before", _("Last four weeks")),
        Number("error", _("A week is off by")),
        Badge("method", _("Method"), labels=METHOD_NAMES, phone="under"),
    ]


PRODUCTS: RecordList[ProductAhead] = RecordList(
    kind="forecast",
    name="products-ahead",
    path="/forecast/products",
    title=gettext_lazy("Products ahead"),
    columns=_columns,
    rows=list_products_ahead,
    narrow=_narrow,
    orders=ORDERS,
    load=_load,
    default_sort="-ahead",
    empty=lambda actor: Empty(
        _("Nothing can be said of products yet"),
        _("A product appears here once it sold in eight weeks of the last year."),
        icon="telescope",
    ),
)
"""Products by the pieces expected of them, as every list is told to the house."""
