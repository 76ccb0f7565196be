"""Orders follow their customer through a merge, and back."""

from decimal import Decimal
from uuid import UUID

from tests.house import Shop

from rapport.customers.matching.api import list_merges, merge_customers, unmerge_customers
from rapport.customers.party.api import CustomerDraft, create_customer, get_customer
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import NewLine, NewOrder
from rapport.operational.orders.models import Order
from rapport.operational.orders.operations import cancel_order, place_order


def buy(shop: Shop, party_id: UUID) -> Order:
    line = NewLine(quantity=Decimal(2), unit_price=Decimal(5))
    return place_order(NewOrder(lines=(line,), party_id=party_id), actor=shop.actor)


def counts(shop: Shop, party_id: UUID) -> tuple[int, int, int]:
    with as_tenant(shop.tenant_id):
        state = get_customer(party_id, actor=shop.actor)
        return Order.objects.filter(party_id=party_id).count(), state.order_count, state.spent_minor


class TestMerge:
    def test_gives_the_survivor_every_order_and_back(self, shop: Shop) -> None:
        ada = create_customer(CustomerDraft(name="Ada"), actor=shop.actor)
        twin = create_customer(CustomerDraft(name="Ada L."), actor=shop.actor)
        buy(shop, ada.id)
        buy(shop, twin.id)
        merge_customers(ada.id, twin.id, actor=shop.actor)
        assert counts(shop, ada.id) == (2, 2, 2000)
        third = buy(shop, twin.id)
        assert third.party_id == ada.id
        cancel_order(third.id, actor=shop.actor)
        assert counts(shop, ada.id) == (3, 2, 2000)
        with as_tenant(shop.tenant_id):
            (merge,) = list_merges(ada.id, actor=shop.actor)
        unmerge_customers(merge.id, actor=shop.actor)
        assert counts(shop, twin.id) == (1, 1, 1000)
