"""Which channel each one gets, why, and the other one after a message that found nobody."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from tests.house import Shop

from rapport.collaborative.delivery.models import Delivery
from rapport.collaborative.delivery.tests.post import account
from rapport.customers.consent.api import ConsentDraft, record_consents
from rapport.customers.party.api import ContactDraft, CustomerDraft, create_customers
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.journeys.contracts import LetterCount
from rapport.operational.journeys.models import JourneyAnswer
from rapport.operational.journeys.operations import channels
from rapport.operational.journeys.operations.entering import enter_customer
from rapport.operational.journeys.queries.letters import count_letters, list_told
from rapport.operational.journeys.rules.channels import Choice, Record, choose, read_choice, shrink
from rapport.operational.journeys.tests.walking import chain, forward, journey, travellers, walk

USUAL = {"email": 0.2, "sms": 0.2}


def test_few_messages_say_little_and_many_much() -> None:
    assert shrink(Record(), 0.2) == pytest.approx(0.2)
    assert shrink(Record(1, 1), 0.2) < 0.3
    assert shrink(Record(80, 80), 0.2) > 0.9


@pytest.mark.parametrize(
    ("email", "sms", "costs", "channel", "why"),
    [
        (Record(20, 15), Record(20, 1), {}, "email", "answers"),
        (Record(20, 1), Record(20, 15), {}, "sms", "answers"),
        (Record(20, 10), Record(20, 11), {"email": 0.001, "sms": 0.07}, "email", "cheaper"),
        (Record(20, 10), Record(20, 11), {"sms": 0.07}, "sms", "answers"),
        (Record(20, 4), Record(20, 4), {}, "email", "alike"),
        (Record(20, 2), Record(20, 11), {"email": 0.001, "sms": 0.07}, "sms", "answers"),
    ],
)
def test_the_better_channel_goes_first_and_the_cheaper_of_two_about_as_good(
    email: Record, sms: Record, costs: dict[str, float], channel: str, why: str
) -> None:
    found = choose({"email": email, "sms": sms}, USUAL, costs)
    assert found is not None
    assert (found.channel, found.why) == (channel, why)
    assert read_choice(found.tell()) == (why, {name: round(rate, 2) for name, rate in found.rates.items()})


def test_who_can_be_reached_on_one_gets_that_and_nobody_on_none() -> None:
    assert choose({"sms": Record()}, USUAL, {}) == Choice("sms", "only", {})
    assert choose({}, USUAL, {}) is None


BEST = {
    **{"channel": "email", "subject": "Hello", "text": "Dear {{name}}", "instead": "sms"},
    **{"instead_text": "Hello {{name}}", "first": "best", "patience": 24},
}


def enter(shop: Shop, name: str, *agreed: str) -> UUID:
    """Enter a customer with an address and a number, who agreed on these channels."""
    points = (ContactDraft("email", f"{name}@example.org"), ContactDraft("phone", _number(name)))
    (made,) = create_customers([CustomerDraft(name=name, contact_points=points)], actor=shop.actor)
    record_consents([ConsentDraft(made.id, "marketing", one, True) for one in agreed], actor=shop.actor)
    return made.id


def _number(name: str) -> str:
    return f"+4915112345{sum(map(ord, name)) % 900 + 100}"


def sent(shop: Shop, party: UUID) -> list[tuple[str, UUID]]:
    """Return the messages to a customer, the oldest first."""
    with as_tenant(shop.tenant_id):
        return list(Delivery.objects.filter(party_id=party).order_by("id").values_list("channel", "id"))


@pytest.mark.django_db(databases="__all__")
def test_each_one_gets_their_channel_and_the_other_after_one_that_found_nobody(
    shop: Shop, client: Client
) -> None:
    channels.forget_usual()
    place = account(shop, f"+49{new_id().int % 10**9}", channel="sms").id
    line = journey(shop, chain(("message", BEST), ("tag", {"tag": "told"})), sms_account_id=place)
    only, reads, silent, bounced = (
        enter(shop, "only", "sms"),
        *(enter(shop, name, "email", "sms") for name in ("reads", "silent", "bounced")),
    )
    for one in (only, reads, silent, bounced):
        enter_customer(line.id, one, actor=shop.actor)
    walk(shop)
    with as_tenant(shop.tenant_id):
        letters = {one: sent(shop, one) for one in (only, reads, silent, bounced)}
        assert {one: [channel for channel, _ in told] for one, told in letters.items()} == {
            **{only: ["sms"], reads: ["email"], silent: ["email"], bounced: ["email"]}
        }
        JourneyAnswer.objects.create(
            journey_id=line.id,
            party_id=reads,
            node="n2",
            delivery_id=letters[reads][0][1],
            kind="open",
            machine=False,
            at=timezone.now(),
        )
        Delivery.objects.filter(id=letters[only][0][1]).update(state="delivered")
        Delivery.objects.filter(id=letters[bounced][0][1]).update(state="failed")
    assert walk(shop) == 0, "everybody waits"
    with as_tenant(shop.tenant_id):
        assert channels.wake_held([letters[bounced][0][1], letters[reads][0][1]], timezone.now()) == 2
    walk(shop)
    assert [channel for channel, _ in sent(shop, bounced)] == ["email", "sms"]
    assert [channel for channel, _ in sent(shop, reads)] == ["email"]
    assert [channel for channel, _ in sent(shop, silent)] == ["email"]
    forward(shop, timedelta(hours=25))
    walk(shop)
    assert [channel for channel, _ in sent(shop, silent)] == ["email", "sms"]
    assert [channel for channel, _ in sent(shop, only)] == ["sms"]
    assert {row.why for row in travellers(shop, line.id)} == {"done"}
    with as_tenant(shop.tenant_id):
        assert count_letters(line.id) == {
            "n2": LetterCount(6, opened=1, followed=0, channels={"email": 3, "sms": 3}, again=2)
        }
        told = [(one.outcome, one.why.split(" ")[0]) for one in list_told(line.id, bounced)]
    assert told == [("handed-sms", "failed"), ("handed-email", "alike")]
    client.force_login(shop.person)
    text = client.get(f"/journeys/{line.id}/people/{bounced}").content.decode()
    assert "The message by E-mail bounced or failed." in text
    assert "Nothing speaks for another channel yet." in text
