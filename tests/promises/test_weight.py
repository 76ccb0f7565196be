"""What pages weigh on their way: headers, the page, and all it asks for by itself, compressed as they travel.

The first page of an empty cache brings style sheet and scripts along; each page after it brings itself alone.
"""

import gzip
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path
from random import Random

import pytest
from django.contrib.staticfiles import finders
from django.http.response import HttpResponseBase
from django.test import Client

from rapport.customers.party import api as party
from rapport.customers.party.api import PurchaseCounter
from rapport.customers.party.tests.people import draft
from rapport.operational.orders.contracts import NewLine, NewOrder
from rapport.operational.orders.operations import place_order
from rapport.site.demo.names import POOLS, invent_name
from rapport.ui.build.bundles import build_bundles
from tests.house import Shop

FIRST, AFTER = 60_000, 10_000
FILE_HEADERS = 450
"""What the server says of a file before its bytes."""
CITIES = ("London", "杭州", "Berlin", "Leipzig", "上海", "Bristol", "München")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
ASSETS = re.compile(
    r'<(?:link rel="(?:stylesheet|icon)"[^>]* href|link rel="stylesheet" href|script[^>]* src)="([^"]+)"'
)
BY_ITSELF = re.compile(r'<[^>]* hx-get="([^"]+)"[^>]* hx-trigger="load')
PAGES = (
    *("/", "/customers", "/orders", "/products", "/tasks", "/duplicates", "/worth"),
    *("/settings/", "/settings/people", "/notices", "/palette"),
)


@pytest.fixture
def customers(shop: Shop) -> list[str]:
    """A page full of customers of the kinds shops have, each with what they bought."""
    random = Random("weight")
    drafts = []
    for number in range(60):
        name = invent_name(random, random.choice(tuple(POOLS)))
        drafts.append(
            draft(
                name.full,
                f"{name.plain}{number}@example.com",
                city=random.choice(CITIES),
                country=random.choice(("GB", "CN", "DE")),
                tags=tuple(random.sample(("vip", "newsletter", "wholesale", "老客户"), number % 3)),
                stage=random.choice(("customer", "prospect", "former")),
            )
        )
    made = party.create_customers(drafts, actor=shop.actor)
    counters = [
        PurchaseCounter(
            one.id,
            1 + random.randrange(30),
            random.randrange(900_000),
            "EUR",
            NOW - timedelta(days=900),
            NOW - timedelta(days=random.randrange(800)),
        )
        for one in made
    ]
    party.set_purchase_counters(counters, actor=shop.actor)
    for number, one in enumerate(made):
        line = NewLine(quantity=Decimal(number + 1), unit_price=Decimal("3.5"), description="Tea 茶")
        place_order(NewOrder(lines=(line,), party_id=one.id, channel="web", currency="EUR"), actor=shop.actor)
    return [str(one.id) for one in made]


def travels(answer: HttpResponseBase) -> int:
    """Return the bytes of an answer as they travel; the padding of chance is in it."""
    assert answer.status_code == 200, answer.headers
    headers = sum(len(name) + len(value) + 4 for name, value in answer.items())
    return headers + len(answer.getvalue())


def fetch(client: Client, path: str, **headers: str) -> tuple[str, int]:
    """Return what an address answers, and the bytes it took."""
    answer = client.get(path, headers={"accept-encoding": "gzip", **headers})
    body = answer.content
    text = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
    return text.decode(), travels(answer)


def weigh(client: Client, path: str) -> tuple[str, int]:
    """Return a page, and its bytes with all it asks for by itself."""
    text, taken = fetch(client, path)
    parts = {unescape(found) for found in BY_ITSELF.findall(text)}
    return text, taken + sum(fetch(client, part, hx_request="true")[1] for part in parts)


def assets(text: str) -> Iterator[int]:
    """Yield the bytes of each file a page needs, compressed as they are kept."""
    for address in ASSETS.findall(text):
        path = Path(str(finders.find(address.removeprefix("/static/"))))
        yield len(gzip.compress(path.read_bytes(), 9)) + FILE_HEADERS


def test_the_first_page_brings_what_all_need(signed_in: Client, customers: list[str]) -> None:
    build_bundles()
    text, taken = weigh(signed_in, "/customers")
    files = list(assets(text))
    assert len(files) >= 4
    assert taken + sum(files) <= FIRST


def test_every_page_after_it_is_light(signed_in: Client, customers: list[str]) -> None:
    pages = (*PAGES, f"/customers/{customers[0]}", "/customers?sort=-spent&stage=customer")
    weights = {path: weigh(signed_in, path)[1] for path in pages}
    heavy = {path: taken for path, taken in weights.items() if taken > AFTER}
    assert not heavy
