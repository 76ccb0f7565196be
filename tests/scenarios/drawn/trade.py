"""Orders, products, visits of the shop."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from rapport.bigdata.ingest.events import BehaviourRecorded
from rapport.customers.visitors.events import VisitorLinked
from rapport.kernel.outbox.api import Fact
from rapport.operational.orders.events import (
    LineState,
    OrderCancelled,
    OrderPlaced,
    ReturnedLine,
    ReturnReceived,
)
from rapport.operational.products.events import ProductCostChanged, ProductCreated, ProductUpdated
from tests.scenarios.drawn.dice import NOON, PRODUCTS, Dice


def draw_orders(drawn: Dice) -> Iterator[Fact]:
    for number, order_id in enumerate(drawn.orders):
        product = drawn.dice.randrange(PRODUCTS)
        line = LineState(
            line_id=drawn.new_id(),
            position=1,
            sku=f"P{product}",
            product_id=drawn.dice.choice((drawn.products[product], None)),
            description="Drawn",
            quantity=str(drawn.dice.randint(1, 4)),
            unit_price="2.50",
            discount_minor=0,
            tax_minor=0,
            total_minor=drawn.dice.randrange(1, 9_999),
        )
        state: dict[str, Any] = {
            "order_id": order_id,
            "number": str(number),
            "source": "drawn",
            "external_id": "",
            "kind": "order",
            "party_id": drawn.dice.choice((*drawn.customers, None)),
            "unit_id": drawn.dice.choice((*drawn.units, None)),
            "placed_at": drawn.moment(),
            "channel": drawn.dice.choice(("web", "store")),
            "country": "DE",
            "currency": drawn.dice.choice(("EUR", "USD")),
            "tax_included": True,
            **dict.fromkeys(("subtotal_minor", "total_minor"), line.total_minor),
            **dict.fromkeys(
                ("discount_minor", "shipping_minor", "tax_minor", "paid_minor", "refunded_minor"), 0
            ),
            "lines": (line,),
        }
        yield OrderPlaced(version=1, status="placed", **state)
        if number % 6 == 1:
            yield OrderCancelled(version=2, status="cancelled", before="placed", reason="", **state)
        if number % 6 == 2:
            back = ReturnedLine(
                line_id=line.line_id, sku=line.sku, product_id=None, quantity="1", value_minor=250
            )
            yield ReturnReceived(
                return_id=drawn.new_id(),
                number=str(number),
                order_id=order_id,
                party_id=state["party_id"],
                reason=drawn.dice.choice(("damaged", "too_late")),
                received_at=drawn.moment(),
                currency=state["currency"],
                value_minor=250,
                lines=(back,),
            )


def draw_products(drawn: Dice) -> Iterator[Fact]:
    for number in range(PRODUCTS):
        product_id = drawn.products[number]
        for version, stage in enumerate(("design", "launch", "growth")[: drawn.dice.randint(1, 3)], start=1):
            kind = ProductCreated if version == 1 else ProductUpdated
            yield kind(
                product_id=product_id,
                version=version,
                sku=f"P{number}",
                title=f"Product {number}",
                category_id=None,
                category="Tea",
                stage=stage,
                currency="EUR",
                unit_price=f"{version}.50",
                cost=None,
                active=True,
                created_at=NOON,
            )
        for days, cost in (
            (20, "0.125"),
            (40, "0.375"),
            (20, "0.125005"),
            (50, drawn.dice.choice((None, "1.1"))),
        ):
            yield ProductCostChanged(
                product_id=product_id, since=NOON.date() + timedelta(days), cost=cost, currency="EUR"
            )


def draw_visits(drawn: Dice) -> Iterator[Fact]:
    for number in range(80):
        moment = drawn.moment()
        yield BehaviourRecorded(
            visitor_id=drawn.dice.choice(drawn.visitors),
            event_id=str(number),
            event=drawn.dice.choice(("page", "product", "cart", "search")),
            source_id=drawn.units[0],
            happened_at=moment,
            received_at=moment,
            session=str(drawn.dice.randrange(9)),
            sku=drawn.dice.choice(("P0", "P1", None)),
            category="Tea",
            quantity=Decimal(1),
            referrer=drawn.dice.choice(("https://search.example/?q=tea", None)),
        )
    for visitor_id in drawn.visitors[1:]:
        for one in drawn.dice.sample(drawn.customers, drawn.dice.randint(1, 2)):
            yield VisitorLinked(visitor_id=visitor_id, customer_id=one, linked_at=drawn.moment())


def draw_visit(drawn: Dice, customer_id: UUID, moment: datetime) -> Iterator[Fact]:
    """A visit on a device of a customer's own, and the order told in it."""
    visitor_id = drawn.new_id()
    yield VisitorLinked(visitor_id=visitor_id, customer_id=customer_id, linked_at=moment)
    for event in ("page", "order"):
        yield BehaviourRecorded(
            visitor_id=visitor_id,
            event_id=event,
            event=event,
            source_id=drawn.units[0],
            happened_at=moment,
            received_at=moment,
            session="led",
        )
