"""Letters of journeys lead by way of us: what people do with them is counted and leads them on."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.test import Client
from django.utils import timezone
from tests.house import Shop

from rapport.collaborative.delivery.models import Delivery
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.journeys.contracts import LetterCount
from rapport.operational.journeys.contracts.graph import ANSWERED
from rapport.operational.journeys.models import JourneyAnswer
from rapport.operational.journeys.operations.entering import enter_customer
from rapport.operational.journeys.queries.letters import count_letters
from rapport.operational.journeys.tests.test_walking import tell
from rapport.operational.journeys.tests.walking import chain, journey, people, travellers, walk
from rapport.operational.products.api import create_product

TEXT = "Dear {{name}}\n\n> Look | https://shop.example/tea?a=1&b=2"
LETTER = ("message", {"subject": "Hello", "text": TEXT})
ANSWER = ("await", {"fact": ANSWERED, "amount": 3, "unit": "days"})
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
PROGRAM = {"User-Agent": "Barracuda Sentinel (EE)"}


def sent(shop: Shop, party: UUID) -> Delivery:
    """Return a customer's letter, as if it had left an hour ago."""
    with as_tenant(shop.tenant_id):
        Delivery.objects.filter(party_id=party).update(sent_at=timezone.now() - timedelta(hours=1))
        return Delivery.objects.select_related("message").get(party_id=party)


def test_links_lead_on_and_are_counted_apart_from_programs(shop: Shop, client: Client) -> None:
    line = journey(shop, chain(LETTER, ANSWER, ("tag", {"tag": "keen"})))
    reads, scans = people(shop, 2)
    for one in (reads, scans):
        enter_customer(line.id, one, actor=shop.actor)
    walk(shop)
    letter, scanned = sent(shop, reads), sent(shop, scans)
    assert "shop.example" not in letter.message.html and f"/r/{letter.token}/1" in letter.message.html
    for _ in range(2):
        led = client.get(f"/r/{letter.token}/1", headers=BROWSER)
        assert (led.status_code, led["Location"]) == (302, "https://shop.example/tea?a=1&b=2")
    assert client.get(f"/r/{letter.token}/2", headers=BROWSER).status_code == 404
    client.get(f"/r/{scanned.token}/opened.gif", headers=PROGRAM)
    with as_tenant(shop.tenant_id):
        noted = {(row.party_id, row.kind, row.machine, row.node) for row in JourneyAnswer.objects.all()}
        assert count_letters(line.id) == {"n2": LetterCount(2, 1, 1, {"email": 2})}
    assert noted == {(reads, "click", False, "n2"), (scans, "open", True, "n2")}


def test_an_answer_leads_on_who_gave_it_in_its_own_journey_alone(shop: Shop) -> None:
    line = journey(shop, chain(ANSWER, ("tag", {"tag": "keen"})))
    other = journey(shop, chain(ANSWER))
    reads, scans = people(shop, 2)
    for one in (reads, scans):
        enter_customer(line.id, one, actor=shop.actor)
        enter_customer(other.id, one, actor=shop.actor)
    walk(shop)
    assert tell(shop, ANSWERED, scans, journey_id=str(line.id), machine=True) == 0
    assert tell(shop, ANSWERED, reads, journey_id=str(line.id), machine=False) == 1
    walk(shop)
    assert {row.party_id: row.why for row in travellers(shop, line.id)} == {
        reads: "done",
        scans: "on-the-way",
    }
    assert {row.why for row in travellers(shop, other.id)} == {"on-the-way"}


def test_a_letter_names_the_product_that_made_them_come_in(shop: Shop) -> None:
    create_product({"sku": "T-1", "name": "Jade Dew", "unit_price": Decimal(9)}, actor=shop.actor)
    entry = {"trigger": "fact", "fact": "trigger.fired.v1", "rule": "cheaper"}
    letter = ("message", {"subject": "{{product|It}} costs less", "text": "Look at {{product|it}}."})
    journey(shop, chain(letter, entry=entry))
    first, other = people(shop, 2)
    assert tell(shop, "trigger.fired.v1", first, kind="cheaper", thing="T-1") == 1
    assert tell(shop, "trigger.fired.v1", other, kind="cheaper", thing="T-9") == 1
    walk(shop)
    assert sent(shop, first).message.subject == "Jade Dew costs less"
    assert sent(shop, other).message.subject == "It costs less"
