"""Orders as files: one row for each line, in columns our own import knows again."""

from collections.abc import Iterator
from uuid import UUID

from rapport.customers.intake.contracts.exports import Exporter, Record
from rapport.customers.party.api import load_names
from rapport.kernel.identity.api import Actor, within_scope
from rapport.operational.orders.models import Order, OrderLine

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

    def records(self, actor: Actor) -> Iterator[Record]:
        """Stream the lines of the orders within the actor's scope, order by order."""
        last = UUID(int=0)
        while True:
            rows = within_scope(Order.objects.filter(id__gt=last), actor, "export", "order").order_by("id")
            orders = list(rows[:PAGE])
            if not orders:
                return
            yield from _lines(orders)
            last = orders[-1].id


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
