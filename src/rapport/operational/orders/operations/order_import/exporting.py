"""Orders as files: one row for each line, in columns our own import knows again."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet

from rapport.customers.intake.api import require_known
from rapport.customers.intake.contracts.exports import EVERYTHING, Exporter, Record, Wanted
from rapport.customers.party.api import load_names
from rapport.kernel.filters import api as filters
from rapport.kernel.identity.api import Actor, within_scope
from rapport.operational.orders.models import Order, OrderLine
from rapport.operational.orders.queries import search_orders
from rapport.operational.orders.queries.lists import CHOICES, narrow_orders

PAGE = 500
COLUMNS = (
    "Invoice",
    "Invoice date",
    "Kind",
    "Status",
    "Customer ID",
    "Customer name",
    "Email",
    "SKU",
    "Description",
    "Quantity",
    "Unit price",
    "Currency",
    "Country",
)


class OrderExporter:
    """Order lines with their orders."""

    def columns(self, actor: Actor) -> tuple[str, ...]:
        """Name the columns."""
        return COLUMNS

    def records(self, actor: Actor, wanted: Wanted = EVERYTHING) -> Iterator[Record]:
        """Stream the lines of the orders that are wanted within the actor's scope, order by order."""
        rows = _wanted_rows(actor, wanted)
        last = UUID(int=0)
        while True:
            orders = list(rows.filter(id__gt=last).order_by("id")[:PAGE])
            if not orders:
                return
            yield from _lines(orders)
            last = orders[-1].id


def _wanted_rows(actor: Actor, wanted: Wanted) -> QuerySet[Order]:
    """Narrow by what the list of orders is narrowed by."""
    require_known(wanted.query, ("q", *CHOICES))
    rows = within_scope(Order.objects.all(), actor, "export", "order")
    rows = filters.narrow(rows, filters.parse(wanted.filter), "order", actor=actor)
    rows = search_orders(rows, wanted.query.get("q", ""))
    rows = narrow_orders(rows, wanted.chosen(CHOICES))
    return rows if wanted.ids is None else rows.filter(id__in=wanted.ids)


def _lines(orders: list[Order]) -> Iterator[Record]:
    names = load_names([order.party_id for order in orders if order.party_id])
    by_id = {order.id: order for order in orders}
    for line in OrderLine.objects.filter(order_id__in=list(by_id)).order_by("order_id", "position"):
        order = by_id[line.order_id]
        yield {
            "Invoice": order.number,
            "Invoice date": order.placed_at,
            "Kind": order.kind,
            "Status": order.status,
            "Customer ID": str(order.party_id) if order.party_id else "",
            "Customer name": names[order.party_id][0] if order.party_id in names else order.guest_name,
            "Email": order.guest_email,
            "SKU": line.sku,
            "Description": line.description,
            "Quantity": line.quantity,
            "Unit price": line.unit_price,
            "Currency": order.currency,
            "Country": order.country,
        }


ORDERS: Exporter = OrderExporter()
