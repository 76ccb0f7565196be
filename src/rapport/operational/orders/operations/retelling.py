"""How orders stand, told once more in parcels: after an import was undone, or a merge of customers."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.db import connection

from rapport.kernel.identity.api import Actor
from rapport.kernel.outbox.api import PARCEL
from rapport.kernel.work.api import Work, unit_of_work
from rapport.operational.orders.events import OrderChanged
from rapport.operational.orders.models import Order
from rapport.operational.orders.operations.order_import.statements import STATES_OF
from rapport.operational.orders.operations.parcels import record_rows

SLICE: Final = 5_000
RAISE: Final = """
update sales_order set version = version + 1, updated_at = %(now)s where id = any(%(all)s::uuid[])
"""
STATES: Final = STATES_OF.format(
    who="select id, true as known, row_number() over (order by id) - 1 as nth from unnest(%(all)s::uuid[]) id"
)


def tell_states(order_ids: Sequence[UUID], work: Work) -> None:
    """Record how these orders stand as `order.changed.v1`, versions rising."""
    for start in range(0, len(order_ids), SLICE):
        values: dict[str, Any] = {"now": work.now, "all": order_ids[start : start + SLICE], "parcel": PARCEL}
        with connection.cursor() as cursor:
            cursor.execute(RAISE, values)
            cursor.execute(STATES, values)
            told = [(count, lines) for _, count, lines in cursor.fetchall()]
        record_rows(OrderChanged, told, work)


def tell_orders_of(party_ids: Sequence[UUID], *, actor: Actor) -> None:
    """Record how every order of these customers stands."""
    with unit_of_work(actor) as work:
        rows = Order.objects.filter(party_id__in=party_ids).order_by("id")
        tell_states(list(rows.values_list("id", flat=True)), work)
