"""Many customers for the tests of the list: names nobody expects, amounts that need room, all stages."""

from datetime import UTC, datetime, timedelta

from tests.house import Shop

from rapport.customers.party import api
from rapport.customers.party.api import PurchaseCounter
from rapport.customers.party.models import Party
from rapport.customers.party.tests.people import draft
from rapport.kernel.tenancy.api import as_tenant

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HOSTILE = (
    "x" * 300,
    "محمد الفاتح",
    "👩‍👩‍👧‍👦 The Family",
    "<script>alert(1)</script>",
    "王小明",
    "Café Müller GmbH",
    "\u202egnirts",
    "Z̷̢͎a̸l̵g̶o̴ " * 12,
)
CITIES = ("London", "杭州", "Berlin", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch")


def enter_crowd(shop: Shop, size: int = 130) -> None:
    """Enter so many customers; the first sixty have bought, the last of them for millions."""
    names = [*HOSTILE, *(f"Customer {number:03}" for number in range(size - len(HOSTILE)))]
    api.create_customers(
        [
            draft(
                name,
                f"c{number}@example.com",
                city=CITIES[number % 4],
                country=("GB", "CN", "DE", "")[number % 4],
                tags=("wholesale", "老客户", "B2B")[: number % 4],
                stage=("customer", "prospect", "former")[number % 3],
            )
            for number, name in enumerate(names)
        ],
        actor=shop.actor,
    )
    with as_tenant(shop.tenant_id):
        ids = list(Party.objects.order_by("id").values_list("id", flat=True)[:60])
    counters = [
        PurchaseCounter(one, n, n * 7_919_113, "EUR", NOW, NOW + timedelta(days=n))
        for n, one in enumerate(ids, 1)
    ]
    api.set_purchase_counters(counters, actor=shop.actor)
