"""Which products orders hold, as recommending reads them."""

from decimal import Decimal
from uuid import UUID

from django.db import connection
from tests.house import ApiCaller, Shop

from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import NewLine, NewReturn
from rapport.operational.orders.operations import cancel_order, receive_return
from rapport.operational.orders.queries.baskets import load_bought
from rapport.operational.orders.tests.shared import customer, lines_of, order_of

TABLE = """
create temp table bought
    (party_id uuid, order_id uuid, product_id uuid, country text, at timestamptz, sent_back boolean)
on commit drop
"""


def test_standing_orders_hold_products_once_and_say_what_came_back(shop: Shop, api: ApiCaller) -> None:
    made = [api.post("/products", {"sku": sku, "name": sku}).json()["id"] for sku in ("T", "C")]
    tea, cup = (NewLine(quantity=Decimal(2), unit_price=Decimal(5), product_id=UUID(one)) for one in made)
    ada = customer(shop)
    order = order_of(shop, tea, tea, cup, party_id=ada.id)
    first = next(line for line in lines_of(shop, order) if str(line.product_id) == made[0])
    receive_return(order.id, NewReturn(((first.id, Decimal(1)),), "other"), actor=shop.actor)
    guest = order_of(shop, cup)
    cancel_order(order_of(shop, cup).id, actor=shop.actor)
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute(TABLE)
        load_bought("bought")
        cursor.execute("select party_id, order_id, product_id::text, sent_back from bought")
        found = set(cursor.fetchall())
        cursor.execute("delete from bought")
        load_bought("bought", party_ids=[ada.id])
        cursor.execute("select count(*) from bought")
        some = cursor.fetchone()
    assert found == {
        (ada.id, order.id, made[0], True),
        (ada.id, order.id, made[1], False),
        (None, guest.id, made[1], False),
    }
    assert some == (2,)
