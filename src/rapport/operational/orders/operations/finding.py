"""Having orders found: by their number here and elsewhere, by their invoices, a guest's by the contact."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from uuid import UUID

from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.search.api import Document, drop_documents, index_documents
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.models import Invoice, Order
from rapport.operational.products.api import find_products_again, index_product_batch, list_product_batch

KIND = "order"
INDEX_BATCH = "orders.index_batch"
AT_ONCE = 2_000


def index_orders(orders: Sequence[Order]) -> None:
    """Have orders found as they are now."""
    invoices: dict[UUID, list[str]] = defaultdict(list)
    ids = [order.id for order in orders]
    for order_id, number in Invoice.objects.filter(order_id__in=ids).values_list("order_id", "number"):
        invoices[order_id].append(number)
    index_documents(_document(order, invoices[order.id]) for order in orders)


def index_later(batch_id: UUID, *, actor: Actor) -> None:
    """Have the orders and products of an import found soon: a job of its own, so that landing never waits."""
    enqueue(INDEX_BATCH, {"batch_id": str(batch_id)}, actor=actor, key=str(batch_id))


def index_batch(batch_id: UUID, *, actor: Actor, tell: Callable[[int], None]) -> int:
    """Have everything found that an import of orders wrote; returns how many.

    `tell` hears how many are done after each transaction, and may raise to stop.
    """
    done, last = index_product_batch(batch_id, actor=actor, tell=tell), UUID(int=0)
    while True:
        with as_tenant(actor.tenant_id):
            rows = list(Order.objects.filter(batch_id=batch_id, id__gt=last).order_by("id")[:AT_ONCE])
            if not rows:
                return done
            index_orders(rows)
        done, last = done + len(rows), rows[-1].id
        tell(done)


def list_batch(batch_id: UUID) -> tuple[list[UUID], list[UUID]]:
    """Return the ids of the orders and of the products an import wrote last. Needs a tenant."""
    orders = Order.objects.filter(batch_id=batch_id).values_list("id", flat=True)
    return list(orders), list_product_batch(batch_id)


def find_again(order_ids: Collection[UUID], product_ids: Iterable[UUID]) -> None:
    """Have these orders and products found as they are now, and those that are gone found no more."""
    rows = list(Order.objects.filter(id__in=order_ids))
    drop_documents(KIND, set(order_ids) - {row.id for row in rows})
    index_orders(rows)
    find_products_again(product_ids)


def _document(order: Order, invoices: list[str]) -> Document:
    elsewhere = order.external_id if order.external_id != order.number else ""
    return Document(
        kind=KIND,
        record_id=order.id,
        title=order.number,
        text=" ".join(filter(None, (elsewhere, *invoices))),
        private=" ".join(filter(None, (order.guest_name, order.guest_email, order.guest_phone))),
        unit_id=order.unit_id,
        owner_id=order.owner_id,
    )
