"""What orders can be filtered by, and customers by their orders."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.kernel.filters.api import (
    Column,
    FilterField,
    FilterKind,
    Money,
    Option,
    Relation,
    member_field,
    register_fields,
    register_kind,
    register_relations,
    unit_field,
)
from rapport.operational.orders.models import Order, OrderLine
from rapport.operational.orders.queries import list_orders

_GUEST = _("Guest")
_SUMS = _("Sums")


def register_filters() -> None:
    """Let lists and programs ask about orders and lines, and about customers by what they ordered."""
    register_kind(FilterKind("order", _("Orders"), list_orders))
    register_kind(FilterKind("order_line", _("Lines"), lambda _actor: OrderLine.objects.all(), inner=True))
    register_fields("order", *_order(), *_sums(), *_guest())
    register_fields("order_line", *_line())
    register_relations("customer", Relation("orders", _("orders"), "order", "party_id"))
    register_relations(
        "order",
        Relation("customer", _("a customer"), "customer", "id", here="party_id"),
        Relation("lines", _("lines"), "order_line", "order_id", within=True),
    )


def _order() -> list[FilterField]:
    return [
        FilterField("number", _("Number"), "text", Column("number"), indexed=True),
        FilterField(
            "status",
            _("Status"),
            "choice",
            Column("status"),
            options=_fixed(Order.Status.choices),
            indexed=True,
        ),
        FilterField("placed_at", _("Placed"), "instant", Column("placed_at"), indexed=True),
        FilterField("kind", _("Kind"), "choice", Column("kind"), options=_fixed(Order.Kind.choices)),
        FilterField("source", _("Source"), "text", Column("source")),
        FilterField("channel", _("Channel"), "text", Column("channel")),
        FilterField("country", _("Country"), "text", Column("country"), normal=str.upper),
        FilterField("currency", _("Currency"), "text", Column("currency"), normal=str.upper),
        unit_field("unit", _("Unit"), "unit_id"),
        member_field("owner", _("Owner"), "owner_id"),
    ]


def _sums() -> list[FilterField]:
    return [
        _sum("total", _("Total")),
        _sum("paid", _("Paid")),
        _sum("refunded", _("Refunded")),
        _sum("discount", _("Discount")),
    ]


def _sum(name: str, label: Any) -> FilterField:
    column = f"{name}_minor"
    return FilterField(
        *(name, label, "money", Column(column, "currency")),
        read=lambda record: Money(getattr(record, column), record.currency),
        group=_SUMS,
    )


def _guest() -> list[FilterField]:
    return [
        FilterField("guest_name", _("Guest's name"), "text", Column("guest_name"), group=_GUEST),
        FilterField(
            "guest_email",
            _("Guest's e-mail"),
            "text",
            Column("guest_email"),
            normal=str.lower,
            group=_GUEST,
        ),
    ]


def _line() -> list[FilterField]:
    return [
        FilterField("sku", _("SKU"), "text", Column("sku")),
        FilterField("description", _("Description"), "text", Column("description")),
        FilterField("quantity", _("Quantity"), "number", Column("quantity"), whole=False, most=10**12),
    ]


def _fixed(pairs: list[tuple[str, Any]]) -> Callable[[Any], list[Option]]:
    options = [Option(value, label) for value, label in pairs]
    return lambda _actor: options
