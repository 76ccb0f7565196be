"""What customers write is answered once, with the message itself, by the service it meets."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.db.models import F
from tests.house import Shop

from rapport.collaborative.delivery.api import get_conversation, take_in_many, write_message
from rapport.collaborative.delivery.operations import sending
from rapport.collaborative.delivery.operations.working import work
from rapport.collaborative.delivery.tests.post import handed_over, letter, received
from rapport.collaborative.logic.contracts import Asked, Then
from rapport.collaborative.logic.contracts.looking import _LOOK_UPS, register_look_up
from rapport.collaborative.logic.models import LogicForm, LogicTrace
from rapport.collaborative.logic.operations import hearing
from rapport.collaborative.logic.operations.editing import rest_service
from rapport.collaborative.logic.tests.answering import JOIN, answers, live, number, sent, traces
from rapport.collaborative.mobile.tests.centre import ADA, NUMBER, Centre, connected, with_centre
from rapport.collaborative.mobile.transports.sms import SmsAdapter
from rapport.customers.consent.api import list_consents
from rapport.customers.party.api import get_customer
from rapport.customers.party.tests.people import enter
from rapport.customers.prospects.api import find_prospect
from rapport.kernel.tenancy.api import as_tenant


def test_a_keyword_is_answered_over_a_real_line(shop: Shop, port: int) -> None:
    live(shop, "Hours", "HOURS", then=Then(answer="From 9 to 18. Welcome, {{first_name|friend}}!"))
    enter(shop, "Ada Lovelace", ADA)
    place = connected(shop, port)

    async def act(adapter: SmsAdapter, centre: Centre) -> None:
        assert (await centre.say(NUMBER, b"hours please")).is_success
        out = await work(handed_over, shop)
        accepted = await adapter.send(place, out)
        await work(sending.note_outcome, shop.tenant_id, out.id, accepted)
        (event,) = centre.submitted
        assert event.destination_addr == ADA[1:]
        assert event.short_message == b"From 9 to 18. Welcome, Ada!"

    with_centre([place], port, act)
    with as_tenant(shop.tenant_id):
        trace = LogicTrace.objects.select_related("service").get()
    assert (trace.kind, trace.why, trace.detail, trace.number) == ("answered", "word", "hours", 1)


class TestAnswers:
    def test_one_message_has_one_answer_however_often_it_comes(self, shop: Shop) -> None:
        live(shop, "Hours", "hours")
        live(shop, "Anything", how="any", position=200)
        place = number(shop)
        assert sent(shop, place, "hours", "1") == ["Hours!"]
        assert sent(shop, place, "hours", "1") == ["Hours!"]
        assert sent(shop, place, "what else", "2") == ["Hours!", "Anything!"]
        with as_tenant(shop.tenant_id):
            assert LogicTrace.objects.count() == 2

    def test_many_at_once_are_answered_each_by_its_own(
        self, shop: Shop, django_assert_max_num_queries: Any
    ) -> None:
        live(shop, "Hours", "hours")
        live(shop, "Tea", "tea", how="fuzzy")
        place = number(shop)
        people = [f"+49176123456{at:02}" for at in range(12)]
        for one in people:
            received(place, one, sender=one, text="hello", subject="")
        many = [
            (place, letter(f"{one}.2", sender=one, text="hours" if at % 2 else "Taa", subject=""))
            for at, one in enumerate(people)
        ]
        with django_assert_max_num_queries(60):
            taken = take_in_many(many)
        said = [answers(shop, one.conversation_id) for one in taken]
        assert said == [["Hours!"] if at % 2 else [] for at in range(12)]

    def test_who_wants_no_more_is_never_answered_by_a_service(self, shop: Shop) -> None:
        live(shop, "Anything", how="any")
        place = number(shop)
        (first,) = sent(shop, place, "STOP")
        assert first.startswith("You get no more advertising")
        assert traces(shop) == []

    def test_a_fault_of_a_service_loses_no_message(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        live(shop, "Hours", "hours")

        def fail(*_given: object) -> None:
            raise RuntimeError("broken")

        monkeypatch.setattr(hearing, "act", fail)
        assert sent(shop, number(shop), "hours") == []
        assert traces(shop) == []

    def test_conditions_of_customers_hold(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", ADA)
        live(shop, "Vip", "hours", conditions="name:is:Ada", position=1)
        live(shop, "Others", "hours", position=2)
        place = number(shop)
        assert sent(shop, place, "hours") == ["Vip!"]
        assert sent(shop, place, "hours", sender="+4917612345679", name="2") == ["Others!"]
        assert ada.name == "Ada"

    def test_handed_over_it_goes_on_waiting(self, shop: Shop) -> None:
        live(shop, "Agent", "agent", then=Then(answer="One moment.", hand_over=True, tag="urgent"))
        found = received(number(shop), sender=ADA, text="agent", subject="")
        with as_tenant(shop.tenant_id):
            line = get_conversation(found.conversation_id, actor=shop.actor)
        assert (line.waiting_since is not None, line.tags) == (True, ("urgent",))
        assert answers(shop, found.conversation_id) == ["One moment."]

    def test_what_fits_anything_keeps_out_of_a_talk_with_a_person(self, shop: Shop) -> None:
        live(shop, "Anything", how="any")
        place = number(shop)
        found = received(place, "1", sender=ADA, text="hello", subject="")
        write_message(found.conversation_id, "I am here.", actor=shop.actor)
        assert sent(shop, place, "good") == ["Anything!", "I am here."]


class TestForms:
    def test_somebody_is_registered_in_two_steps(self, shop: Shop) -> None:
        live(shop, "Join", "join", then=JOIN)
        place = number(shop)
        sent(shop, place, "JOIN")
        sent(shop, place, "Ada Lovelace")
        said = sent(shop, place, "London")
        assert said == ["What is your name?", "Which city, Ada Lovelace?", "Welcome, Ada! London is lovely."]
        with as_tenant(shop.tenant_id):
            party = LogicTrace.objects.latest("at").conversation_id
            customer_id = get_conversation(party, actor=shop.actor).customer_id
            assert customer_id is not None
            state = get_customer(customer_id, actor=shop.actor)
            prospect = find_prospect(customer_id, actor=shop.actor)
            assert not LogicForm.objects.exists()
        assert (state.name, state.city) == ("Ada Lovelace", "London")
        assert prospect is not None
        assert (prospect.detail, prospect.interest) == ("Join", "warm")

    def test_wrong_answers_are_asked_again_then_a_person_takes_over(self, shop: Shop) -> None:
        live(shop, "Join", "join", then=JOIN)
        place = number(shop)
        for text in ("join", "12", "13", "14"):
            said = sent(shop, place, text)
        assert said == ["What is your name?"] * 3 + ["A colleague will help you."]
        assert [kind for kind, _why in traces(shop)] == ["asked", "wrong", "wrong", "given-up"]
        assert sent(shop, place, "Ada") == said

    def test_a_keyword_ends_a_form_and_so_does_time(self, shop: Shop) -> None:
        live(shop, "Join", "join", then=JOIN)
        live(shop, "Hours", "hours")
        place = number(shop)
        sent(shop, place, "join")
        assert sent(shop, place, "hours")[-1] == "Hours!"
        assert sent(shop, place, "Ada") == ["What is your name?", "Hours!"]
        sent(shop, place, "join", "2")
        with as_tenant(shop.tenant_id):
            LogicForm.objects.update(due_at=F("due_at") - timedelta(hours=2))
        assert len(sent(shop, place, "Ada", "3")) == 3

    def test_a_form_stays_on_its_version_and_rests_with_its_service(self, shop: Shop) -> None:
        line = live(shop, "Join", "join", then=JOIN)
        place = number(shop)
        sent(shop, place, "join")
        rest_service(line.id, actor=shop.actor)
        assert sent(shop, place, "Ada") == ["What is your name?"]

    def test_agreeing_twice_is_written_down_with_its_proof(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", ADA)
        then = Then(answer="Done.", purpose="newsletter", confirm="Shall we write?", given_up="Fine.")
        live(shop, "News", "news", then=then)
        place = number(shop)
        assert sent(shop, place, "news") == ["Shall we write?"]
        assert sent(shop, place, "no") == ["Shall we write?", "Fine."]
        sent(shop, place, "news", "2")
        assert sent(shop, place, "Yes")[-1] == "Done."
        with as_tenant(shop.tenant_id):
            (line,) = list_consents(ada.id, actor=shop.actor)
        assert (line.purpose, line.channel, line.given, line.origin) == ("newsletter", "sms", True, "self")
        assert "Shall we write?" in line.proof

    def test_stop_in_a_form_ends_it(self, shop: Shop) -> None:
        live(shop, "Join", "join", then=JOIN)
        place = number(shop)
        sent(shop, place, "join")
        sent(shop, place, "STOP")
        assert traces(shop)[-1] == ("ended", "stop")
        assert len(sent(shop, place, "Ada")) == 2


class TestGuards:
    def test_a_machine_that_answers_us_is_answered_no_more(self, shop: Shop) -> None:
        live(shop, "Anything", how="any")
        place = number(shop)
        for at in range(5):
            said = sent(shop, place, "I am away", str(at))
        assert said == ["Anything!"] * 3
        assert traces(shop)[-1] == ("held", "same")
        assert sent(shop, place, "ANYTHING", "echo") == said
        assert traces(shop)[-1] == ("held", "echo")
        for at in range(20):
            said = sent(shop, place, f"Number {at}", f"n{at}")
        assert len(said) == 12
        assert traces(shop)[-1] == ("held", "most")


class Parcels:
    """A look-up of a test: a parcel for whoever is known."""

    name, label = "parcel", "Parcels"
    places: ClassVar = {"parcel": "P-1"}

    def find(self, asked: Sequence[Asked]) -> Sequence[Mapping[str, str] | None]:
        return [{"parcel": f"P{one.number}"} if one.customer_id and one.number else None for one in asked]


def test_a_look_up_answers_whom_it_concerns(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.collaborative.logic.contracts.looking._LOOK_UPS", dict(_LOOK_UPS))
    register_look_up(Parcels())
    enter(shop, "Ada", ADA)
    live(shop, "Parcel", "parcel", then=Then("It is {{parcel}}.", "Which number?", "parcel"))
    place = number(shop)
    assert sent(shop, place, "parcel 17") == ["It is P17."]
    assert sent(shop, place, "parcel") == ["It is P17.", "Which number?"]
