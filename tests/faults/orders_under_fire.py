"""A shop without end, a process of its own: prints its business, a key for events, then its orders."""

import sys
from decimal import Decimal

from rapport.site import runtime

runtime.set_up_django()

from rapport.bigdata.ingest.api import add_source
from rapport.customers.party.api import CustomerDraft, create_customer
from rapport.kernel.identity.api import found_roles, system_actor
from rapport.kernel.tenancy.api import create_tenant
from rapport.operational.orders.contracts import NewLine, NewOrder
from rapport.operational.orders.operations import place_order


def tell(words: object) -> None:
    """Say it at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    tenant = create_tenant("fire", "Fire", currency="EUR")
    found_roles(tenant.id)
    actor = system_actor(tenant.id)
    buyers = [create_customer(CustomerDraft(name=f"Buyer {number}"), actor=actor) for number in range(5)]
    tell(tenant.id)
    tell(add_source("Till", "server", actor=actor)[1])
    number = 0
    while True:
        number += 1
        line = NewLine(quantity=Decimal(1), unit_price=Decimal(number) / 100, sku="TEA")
        order = place_order(NewOrder(lines=(line,), party_id=buyers[number % 5].id), actor=actor)
        tell(order.id)
