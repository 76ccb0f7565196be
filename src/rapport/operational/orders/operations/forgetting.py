"""Orders from before an erasure that come in again, from a file or a shop: they stay, as nobody's."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from rapport.customers.party.api import normalise
from rapport.customers.privacy.api import find_erased
from rapport.kernel.audit.api import forget_contents
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work
from rapport.operational.orders.models import Order, OrderAddress
from rapport.operational.orders.operations.finding import index_orders

GUEST = ("guest_name", "guest_email", "guest_phone")
PLACE = ("name", "company", "line", "city", "region", "postcode", "phone")


def forget_guests(order_ids: Sequence[UUID], *, actor: Actor) -> int:
    """Take the words of guests who were erased out of orders placed before that; returns how many.

    What was bought and for how much stays. Who orders again after an erasure is served like anybody: such an
    order keeps its guest. Safe to run twice; a bounded number of statements.
    """
    with unit_of_work(actor):
        rows = list(Order.objects.select_for_update().filter(id__in=list(order_ids), party=None))
        ways = {row.id: set(_ways(row)) for row in rows}
        erased = find_erased(set().union(*ways.values())) if rows else {}
        old = [
            row for row in rows if any(erased[one] > row.placed_at for one in ways[row.id] & erased.keys())
        ]
        if not old:
            return 0
        ids = [row.id for row in old]
        Order.objects.filter(id__in=ids).update(**dict.fromkeys((*GUEST, "note"), ""))
        places = OrderAddress.objects.filter(order_id__in=ids)
        places.update(**dict.fromkeys(PLACE, ""))
        index_orders(list(Order.objects.filter(id__in=ids)))
        forget_contents([], [*ids, *places.values_list("id", flat=True)])
        return len(old)


def _ways(row: Order) -> Iterator[tuple[str, str]]:
    """The ways to reach a guest, as hashes of erased people were made of them."""
    if row.guest_email:
        yield "email", row.guest_email
    if row.guest_phone:
        try:
            yield "phone", normalise("phone", row.guest_phone, country=row.country)
        except Invalid:
            return
