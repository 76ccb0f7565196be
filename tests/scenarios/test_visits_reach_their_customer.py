"""Visits come through ingest and lake to the customer who made them, also before they said who they are."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from rapport.analytical.warehouse.operations.building import build_marts
from rapport.bigdata.ingest.operations.sources import add_source
from rapport.bigdata.ingest.tests.conftest import ask
from rapport.bigdata.lake.operations import erasing
from rapport.bigdata.lake.operations.erasing import forget_erased
from rapport.bigdata.lake.tests.carrying import waiting
from rapport.bigdata.realtime.models import LiveEvent
from rapport.bigdata.realtime.operations.taking import READER, take_in
from rapport.customers.matching.api import merge_customers, unmerge_customers
from rapport.customers.party.api import list_insights
from rapport.customers.party.tests.people import enter
from rapport.customers.privacy.operations.erasing import erase_customer
from rapport.customers.visitors.models import VisitorLink
from rapport.kernel.outbox.api import relay_once
from rapport.kernel.tenancy.api import as_tenant
from tests.house import Shop
from tests.scenarios.marts import assert_as_from_nothing, fill, in_mart

pytestmark = pytest.mark.usefixtures("nothing_waits")

# Long enough ago for a day of visits, short enough for what is kept live (a day) while the suite runs.
BEGAN = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(hours=22)
BROWSING = "select customer_id, visits, products, carts, sku, category from customer_browsing order by 1"


@pytest.fixture
def key(shop: Shop) -> str:
    """The key of a server that tells of the shop's visitors."""
    return add_source("Shop", "server", actor=shop.actor)[1]


def seen(event: str, visitor: str, minute: int, **more: Any) -> dict[str, Any]:
    """An event of a visitor, so many minutes after the first."""
    at = (BEGAN + timedelta(minutes=minute)).isoformat()
    return {
        "id": f"{visitor}-{event}-{minute}",
        "event": event,
        "visitor": visitor,
        "session": f"{visitor}-{minute // 60}",
        "at": at,
        **more,
    }


def tell(key: str, *events: dict[str, Any]) -> None:
    """Have the shop's server tell events, and rooms follow the facts."""
    assert ask(list(events), key).status == 202
    while relay_once():
        pass


def customer_of(shop: Shop, lake: Path) -> UUID:
    with as_tenant(shop.tenant_id):
        return VisitorLink.objects.get().party_id


def browse(key: str) -> None:
    tell(
        key,
        seen("product", "v1", 0, sku="TEA", category="Tea", referrer="https://search.example/?q=tea"),
        seen("product", "v1", 1, sku="TEA", category="Tea"),
        seen("product", "v1", 2, sku="MUG", category="Mugs"),
        seen("cart", "v1", 3, sku="TEA"),
        seen("product", "v2", 70, sku="POT", category="Pots"),
    )


def test_visits_before_somebody_identified_are_theirs(shop: Shop, key: str, lake: Path) -> None:
    browse(key)
    fill(waiting(shop))
    build_marts(shop.tenant_id)
    assert in_mart(lake, shop, BROWSING) == []
    tell(key, seen("identify", "v1", 5, user="4711", email="ada@example.com"))
    fill(waiting(shop))
    build_marts(shop.tenant_id)
    ada = customer_of(shop, lake)
    assert in_mart(lake, shop, BROWSING) == [(str(ada), 1, 3, 1, "TEA", "Tea")]
    with as_tenant(shop.tenant_id):
        told = {line.name: line for line in list_insights(ada, actor=shop.actor)}
    assert (told["browsing"].number, told["interest"].label) == (1.0, "TEA")
    assert "rhythm" not in told
    assert_as_from_nothing(lake, shop)


def test_visits_follow_a_merge_and_come_back(shop: Shop, key: str, lake: Path) -> None:
    browse(key)
    tell(key, seen("identify", "v1", 5, user="4711", email="ada@example.com"))
    ada, bea = customer_of(shop, lake), enter(shop, "Ada L.").id
    fill(waiting(shop))
    build_marts(shop.tenant_id)
    with as_tenant(shop.tenant_id):
        merge = merge_customers(bea, ada, actor=shop.actor)
    fill(waiting(shop))
    build_marts(shop.tenant_id)
    assert [row[0] for row in in_mart(lake, shop, BROWSING)] == [str(bea)]
    assert_as_from_nothing(lake, shop)
    with as_tenant(shop.tenant_id):
        unmerge_customers(merge.id, actor=shop.actor)
    fill(waiting(shop))
    build_marts(shop.tenant_id)
    assert [row[0] for row in in_mart(lake, shop, BROWSING)] == [str(ada)]
    assert_as_from_nothing(lake, shop)


def test_visits_leave_with_their_customer(
    shop: Shop, key: str, lake: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(erasing, "_proofs", lambda tenant_id: tmp_path / "proofs" / str(tenant_id))
    browse(key)
    tell(key, seen("identify", "v1", 5, user="4711", email="ada@example.com"))
    ada = customer_of(shop, lake)
    batches = waiting(shop)
    fill(batches)
    for batch in (one for one in batches if one.name in READER.facts):
        take_in(shop.tenant_id, [batch])
    build_marts(shop.tenant_id)
    assert in_mart(lake, shop, BROWSING)
    with as_tenant(shop.tenant_id):
        (hers,) = VisitorLink.objects.values_list("visitor_id", flat=True)
        assert LiveEvent.objects.filter(visitor_id=hers).exists()
        erase_customer(ada, actor=shop.actor)
    while relay_once():
        pass
    fill(waiting(shop))
    assert {proof.remaining for proof in forget_erased(shop.tenant_id, [])} == {0}
    build_marts(shop.tenant_id)
    assert in_mart(lake, shop, BROWSING) == []
    (other,) = in_mart(lake, shop, "select distinct visitor_id from events")
    for table in ("events", "visits", "visitor_links", "product_views"):
        assert str(hers) not in repr(in_mart(lake, shop, f"select * from {table}")), table
    assert other != (str(hers),)
    with as_tenant(shop.tenant_id):
        assert not LiveEvent.objects.filter(visitor_id=hers).exists()
        assert LiveEvent.objects.exists(), "what others did stays"
    assert_as_from_nothing(lake, shop)


@pytest.mark.parametrize("seed", [1, 2])
def test_events_repeated_late_and_shuffled_give_the_same_tables(
    shop: Shop, key: str, lake: Path, seed: int
) -> None:
    dice = random.Random(seed)
    browse(key)
    events = [
        seen("product", f"v{dice.randint(1, 3)}", dice.randint(0, 1300), sku=dice.choice("ABC"))
        for _ in range(60)
    ]
    for part in range(0, 60, 10):
        tell(key, *events[part : part + 10], *dice.sample(events, 5))
    tell(key, seen("identify", "v1", 300, user="1", email="ada@example.com"))
    tell(key, seen("identify", "v1", 700, user="2", email="bea@example.com"))
    tell(key, seen("identify", "v2", 100, user="1", email="ada@example.com"))
    with as_tenant(shop.tenant_id):
        parties = list(
            VisitorLink.objects.order_by("linked_at").values_list("party_id", flat=True).distinct()
        )
        merge = merge_customers(parties[-1], parties[0], actor=shop.actor)
        if seed == 2:
            unmerge_customers(merge.id, actor=shop.actor)
    coming = [batch for batch in waiting(shop) for _ in range(dice.randint(1, 5))]
    dice.shuffle(coming)
    for batch in coming:
        fill([batch])
        if dice.random() < 0.5:
            build_marts(shop.tenant_id)
    build_marts(shop.tenant_id)
    assert in_mart(lake, shop, BROWSING)
    ((kept,),) = in_mart(lake, shop, "select count(*) from events")
    assert kept == len({event["id"] for event in events}) + 5 + 3
    assert_as_from_nothing(lake, shop)
