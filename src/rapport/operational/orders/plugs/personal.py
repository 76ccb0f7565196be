"""What orders keep about a person: what was bought stays as nobody's, what the law asks for stays a while."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rapport.customers.party.api import register_personal
from rapport.customers.party.contracts import Forgetter, PersonalCopy, PersonalTable
from rapport.operational.orders.models import Order
from rapport.operational.orders.operations.finding import index_orders
from rapport.operational.orders.operations.forgetting import GUEST, PLACE

_WORDS = {**dict.fromkeys(GUEST, "''"), "note": "''"}
_INVOICED = """
t.purpose = 'billing' and exists (
    select from invoice i
     where i.tenant_id = t.tenant_id and i.order_id = t.order_id and i.issued_at >= %(since)s)
"""


def declare_personal() -> None:
    """Name the tables of orders for exports and erasures."""
    register_personal(
        PersonalTable(table="sales_order", ending="blank", blank=_WORDS, withheld=("owner_id",), tells=GUEST),
        _under_order(
            "order_address",
            ending="blank",
            blank=dict.fromkeys(PLACE, "''"),
            tells=("name", "phone", "line"),
            lawful=_INVOICED,
            why=_("The law has the address of an invoice kept with it."),
        ),
        _under_order("order_line", ending="keep"),
        _under_order(
            "order_status", ending="blank", blank={"reason": "''"}, withheld=("actor_id", "actor_name")
        ),
        _under_order("payment", ending="blank", blank={"reference": "''"}),
        _under_order("invoice", ending="keep", why=_("The law has invoices kept; they name nobody.")),
        _under_order("goods_return", ending="blank", blank={"note": "''"}),
        PersonalTable(
            table="goods_return_line", column="goods_return_id", through="goods_return", ending="keep"
        ),
        PersonalCopy(table="sales_order", seen=GUEST, blank=_WORDS),
        Forgetter("orders found", _find_again),
    )


def _under_order(table: str, **what: Any) -> PersonalTable:
    return PersonalTable(table=table, column="order_id", through="sales_order", **what)


def _find_again(party_ids: Sequence[UUID]) -> None:
    index_orders(list(Order.objects.filter(party_id__in=list(party_ids))))
