"""The channel SMS is killed while it sends: none lost, no offer doubled, the doubtful marked, a no heeded."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from rapport.collaborative.delivery.api import MassDraft, draw_token, write_many
from rapport.collaborative.delivery.models import Delivery
from rapport.collaborative.delivery.operations.leaving import leave
from rapport.collaborative.delivery.tests.post import account
from rapport.collaborative.mobile.contracts import LinkDraft
from rapport.collaborative.mobile.operations.links import add_link
from rapport.collaborative.mobile.tests.centre import free_port
from rapport.customers.consent.api import ConsentDraft, record_consents
from rapport.customers.party.api import ContactDraft, CustomerDraft, create_customers
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work
from tests.faults.far_centre import HOST, NUMBER, FarCentre
from tests.faults.stove import Stove
from tests.house import Shop

OFFERS, ANSWERS, KILLS, EACH = 280, 40, 3, 30
PACE = 60
"""Messages a second the link takes: fewer are in doubt at a kill than go out between two."""
OFF = {"waiting", "claimed", "refused"}
"""States of a delivery that has not begun to leave."""
OPEN = {"waiting", "claimed", "sending"}


@dataclass
class Ashes:
    """What is left: how far each number's message is, how often it was submitted, whose receipt was taken."""

    states: dict[str, str]
    counted: "Counter[str]"
    kept: set[str]
    offers: set[str]
    answers: set[str]
    gone: set[str] = field(default_factory=set)


@pytest.fixture
def centre(monkeypatch: pytest.MonkeyPatch) -> Iterator[FarCentre]:
    port = free_port()
    monkeypatch.setenv("RAPPORT_CALLS_INSIDE", f"{HOST}:{port}")
    with FarCentre(port) as far:
        yield far


def write(shop: Shop, port: int, offers: int, answers: int) -> tuple[set[str], set[str]]:
    """Have offers wait for customers who agreed, and answers for others; returns the numbers of both."""
    link = LinkDraft(
        "Operator", HOST, "shop", port, security="none", password="secret", window=50, per_second=PACE
    )
    settings = {"links": [str(add_link(link, actor=shop.actor).id)], "country": "DE"}
    place = account(shop, NUMBER, channel="sms", name="Service", settings=settings)
    numbers = [f"+49176{at:08}" for at in range(offers + answers)]
    drafts = [CustomerDraft(one, contact_points=(ContactDraft("phone", one),)) for one in numbers]
    made = [one.id for one in create_customers(drafts, actor=shop.actor)]
    record_consents([ConsentDraft(one, "newsletter", "sms", True) for one in made], actor=shop.actor)
    letters = [
        MassDraft(party, number, "", "New tea", draw_token()[0])
        for party, number in zip(made, numbers, strict=True)
    ]
    with unit_of_work(shop.actor) as work:
        for purpose, some in (("newsletter", letters[:offers]), ("", letters[offers:])):
            write_many(some, place.id, purpose=purpose, group_id=new_id(), work=work)
    return set(numbers[:offers]), set(numbers[offers:])


def states(shop: Shop) -> dict[str, str]:
    """How far the message to each number is."""
    with as_tenant(shop.tenant_id):
        return dict(Delivery.objects.order_by("id").values_list("address", "state"))


def say_no(shop: Shop, dice: random.Random, many: int) -> set[str]:
    """Have some leave; returns those whose offer had not begun to leave when they were answered."""
    with as_tenant(shop.tenant_id):
        waiting = Delivery.objects.filter(state="waiting", purpose="newsletter").order_by("id")
        some = dice.sample(list(waiting), min(many, waiting.count()))
    for one in some:
        leave(one.token)
    now = states(shop)
    return {one.address for one in some if now[one.address] in OFF}


def burn(
    shop: Shop,
    centre: FarCentre,
    *faults: str,
    kills: int = KILLS,
    offers: int = OFFERS,
    answers: int = ANSWERS,
) -> Ashes:
    """Kill the sender again and again after so many messages, let a last one finish, and look."""
    numbers = write(shop, centre.port, offers, answers)
    dice, gone, stove = random.Random(7), set[str](), Stove("sms_under_fire", *faults)
    for _kill in range(kills):
        child = stove.light()
        centre.wait_for(len(centre.submitted) + EACH)
        gone |= say_no(shop, dice, 4)
        stove.kill(child)
    child = stove.light()
    try:
        centre.wait_until(lambda: not centre.open and not OPEN & set(states(shop).values()))
    finally:
        stove.kill(child)
        stove.end()
    return Ashes(states(shop), centre.counted, centre.kept, *numbers, gone)


def test_nothing_is_lost_or_doubled_and_a_no_is_heeded(shop: Shop, centre: FarCentre) -> None:
    left = burn(shop, centre)
    check(left)
    found = Counter(left.states[one] for one in left.offers)
    assert found["uncertain"] > 0, "no kill fell between handing over and hearing"
    assert left.gone


def check(left: Ashes) -> None:
    """Say what holds however often the sender died."""
    assert {left.states[one] for one in left.offers} <= {"delivered", "uncertain", "refused"}
    assert {left.states[one] for one in left.answers} == {"delivered"}
    assert max(left.counted[one] for one in left.offers) == 1
    assert {one for one, state in left.states.items() if state == "delivered"} <= left.counted.keys()
    assert not left.gone & left.counted.keys()
    assert {one for one in left.offers if left.states[one] == "refused"} == left.gone
    assert {left.states[one] for one in left.kept & left.offers} <= {"delivered", "uncertain"}


def test_offers_would_come_twice_if_the_doubtful_were_sent_again(shop: Shop, centre: FarCentre) -> None:
    left = burn(shop, centre, "blind", kills=2, offers=200, answers=0)
    assert max(left.counted.values()) > 1


def test_receipts_would_be_lost_if_they_were_answered_before_they_are_kept(
    shop: Shop, centre: FarCentre
) -> None:
    left = burn(shop, centre, "hasty", kills=2, offers=200, answers=0)
    assert "sent" in {left.states[one] for one in left.kept}
