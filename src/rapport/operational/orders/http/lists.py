"""The list of orders: columns, filters, and the forms it goes out in."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.kernel.identity.api import Actor
from rapport.operational.orders.http.labels import KIND_LABELS, STATUS_LABELS, STATUS_TONES
from rapport.operational.orders.operations import change_status
from rapport.operational.orders.queries import list_orders, search_orders
from rapport.operational.orders.queries.lists import ORDERS, OrderRow, load_rows, narrow_orders
from rapport.ui.api import (
    Action,
    Badge,
    Choice,
    Column,
    Country,
    DateTime,
    Empty,
    Filter,
    Label,
    Link,
    ListState,
    Money,
    Muted,
    Text,
)
from rapport.ui.api.records import FILES, Board, Calendar, RecordList, show_records


def show_orders(request: HttpRequest) -> HttpResponse:
    """The orders a reader may see, newest first; found by number or a guest's e-mail address."""
    return show_records(request, SALES)


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    return narrow_orders(search_orders(rows, state.search), state.chosen)


def _filters(actor: Actor) -> list[Filter]:
    spans = (
        ("7", _("Last 7 days")),
        ("30", _("Last 30 days")),
        ("90", _("Last 90 days")),
        ("365", _("Last year")),
    )
    left = (
        ("unsent", _("To be sent")),
        ("unpaid", _("Waits for money for days")),
        ("overdue", _("Invoice overdue")),
    )
    return [
        Filter("status", _("Status"), _choices(STATUS_LABELS.items()), icon="circle-dot"),
        Filter("placed", _("Placed"), _choices(spans), many=False, icon="calendar"),
        Filter("left", _("Left to do"), _choices(left), many=False, icon="hourglass"),
        Filter("kind", _("Kind"), _choices(KIND_LABELS.items()), icon="file"),
    ]


def _choices(pairs: Iterable[tuple[str, Label]]) -> list[Choice]:
    return [Choice(*pair) for pair in pairs]


def list_columns(actor: Actor) -> list[Column[OrderRow]]:
    """The columns of the list."""
    return [
        Link(
            "number",
            _("Number"),
            lambda row: row.order.number,
            href=lambda row: f"/orders/{row.order.id}",
            sort=True,
            phone="title",
            width=10,
        ),
        Text("customer", _("Customer"), grow=True, phone="under", width=15),
        DateTime(
            "placed_at", _("Placed"), lambda row: row.order.placed_at, sort=True, newest_first=True, width=10
        ),
        Badge(
            "status",
            _("Status"),
            lambda row: row.order.status,
            labels=STATUS_LABELS,
            tones=STATUS_TONES,
            phone="aside",
        ),
        Badge("kind", _("Kind"), lambda row: row.order.kind, labels=KIND_LABELS, hidden=True),
        Muted("channel", _("Channel"), lambda row: row.order.channel or row.order.source),
        Country("country", _("Country"), lambda row: row.order.country, width=9),
        _sum("total", _("Total"), phone="corner"),
        _sum("paid", _("Paid"), hidden=True),
        _sum("refunded", _("Refunded"), hidden=True),
        _sum("discount", _("Discount"), hidden=True),
    ]


def _sum(name: str, label: Label, **shape: Any) -> Column[OrderRow]:
    column = f"{name}_minor"
    return Money(
        name,
        label,
        lambda row: getattr(row.order, column),
        currency=lambda row: row.order.currency,
        **shape,
    )


def _move(order_id: UUID, status: str, actor: Actor) -> str:
    change_status(order_id, status, actor=actor)
    return f"/orders/{order_id}/status/back"


def _actions(actor: Actor) -> list[Action]:
    if not actor.may("create", "order"):
        return []
    return [Action(_("New order"), "/orders/new", icon="plus", main=True, key="n")]


def _empty(actor: Actor) -> Empty:
    return Empty(
        _("No orders yet"),
        _("They appear here as soon as you import a file, connect a shop or enter one by hand."),
        icon="shopping-bag",
    )


SALES: RecordList[OrderRow] = RecordList(
    kind="order",
    name="orders",
    path="/orders",
    title=gettext_lazy("Orders"),
    columns=list_columns,
    rows=list_orders,
    narrow=_narrow,
    orders=ORDERS,
    load=load_rows,
    default_sort="-placed_at",
    filters=_filters,
    search_label=gettext_lazy("Number, or e-mail address of a guest"),
    actions=_actions,
    files=FILES,
    groups=("status", "placed_at", "unit", "country", "channel", "kind", "currency"),
    sums=("total", "paid", "refunded"),
    board=Board(
        "status",
        tuple(STATUS_LABELS.items()),
        _move,
        lambda actor: actor.may("edit", "order") and actor.may_write("order", "status"),
    ),
    calendar=Calendar(("placed_at",)),
    places=(("unit",), ("country",)),
    empty=_empty,
)
"""The list of orders, as every list is told to the house."""
