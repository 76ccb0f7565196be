"""An entry becomes exactly one prospect, or meets the customer who is there, and writes over nothing."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from tests.house import Shop

from rapport.customers.consent.api import list_consents
from rapport.customers.forms.contracts import TRAP, FieldDraft
from rapport.customers.forms.models import FormDay, FormDifference, FormEntry
from rapport.customers.forms.operations.deciding import try_again
from rapport.customers.forms.operations.making import set_form_fields, set_form_state
from rapport.customers.forms.operations.taking import TooMany
from rapport.customers.forms.rules import digest_text
from rapport.customers.forms.tests.visitors import FIELDS, NEWS, make_form, send, the_entry, the_party, work
from rapport.customers.party.models import Party
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.prospects.api import find_prospect
from rapport.customers.timeline.api import list_touches
from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.fields.api import define_field
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.usefixtures("nothing_waits")


class TestAStranger:
    def test_becomes_one_prospect_with_touch_fact_and_consent(self, shop: Shop) -> None:
        form = make_form(shop, tags=("web",), owner_id=shop.actor.member_id)
        send(shop, form, NEWS, name="Mary Ann", email="Mary@Example.org", message="Hello?")
        work()
        state = the_party(shop)
        assert (state.name, state.stage, state.roles, state.tags) == (
            "Mary Ann",
            "prospect",
            ["prospect"],
            ["web"],
        )
        assert (state.origin, state.owner_id) == ("self", shop.actor.member_id)
        with as_tenant(shop.tenant_id):
            line = find_prospect(state.id, actor=shop.actor)
            touches = list_touches(state.id, actor=shop.actor).lines
            consents = list_consents(state.id, actor=shop.actor)
        assert line is not None
        assert (line.source, line.detail, line.state) == ("form", "Contact", "open")
        assert [(one.kind, one.summary) for one in touches] == [("form.submitted", "Hello?")]
        assert [(one.purpose, one.channel, one.contact, one.origin) for one in consents] == [
            ("newsletter", "email", "mary@example.org", "self")
        ]
        (captured,) = facts_of(shop.tenant_id, "prospect.captured.v1")
        assert captured["customer_id"] == str(state.id)
        (submitted,) = facts_of(shop.tenant_id, "form.submitted.v1")
        assert submitted["outcome"] == "created"
        assert "Mary" not in str(submitted)

    def test_proof_names_form_version_digest_address_and_time(self, shop: Shop) -> None:
        form = make_form(shop)
        newer = tuple(FieldDraft(NEWS, text="Newer words.") if one.target == NEWS else one for one in FIELDS)
        set_form_fields(form.id, newer, actor=shop.actor)
        send(shop, form, NEWS, email="a@x.org")
        work()
        with as_tenant(shop.tenant_id):
            (consent,) = list_consents(Party.objects.get().id, actor=shop.actor)
        entry = the_entry(shop)
        assert f"text: version 2, sha256 {digest_text('Newer words.')}" in consent.proof
        assert f"form: Contact ({form.key})" in consent.proof
        assert "from: 203.0.113.7" in consent.proof
        assert f"entry: {entry.id}" in consent.proof
        assert consent.at == entry.received_at

    def test_a_box_left_empty_says_nothing(self, shop: Shop) -> None:
        send(shop, make_form(shop), email="a@x.org")
        work()
        with as_tenant(shop.tenant_id):
            assert list_consents(Party.objects.get().id, actor=shop.actor) == []

    def test_same_words_keep_their_version(self, shop: Shop) -> None:
        form = make_form(shop)
        again = set_form_fields(form.id, tuple(reversed(FIELDS)), actor=shop.actor)
        assert [one.text.number for one in again.fields if one.text] == [1]

    def test_own_fields_are_kept_by_their_type(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            define_field("customer", "seats", "Seats", "integer", actor=shop.actor)
        form = make_form(shop, fields=(FieldDraft("email"), FieldDraft("custom.seats")))
        with pytest.raises(Invalid) as refused:
            send(shop, form, email="a@x.org", **{"custom.seats": "many"})
        assert list(refused.value.fields) == ["custom.seats"]
        send(shop, form, email="a@x.org", **{"custom.seats": "12"})
        work()
        assert the_party(shop).custom == {"seats": 12}


class TestTheSameTwice:
    def test_a_double_click_is_one(self, shop: Shop) -> None:
        form = make_form(shop)
        first = send(shop, form, email="a@x.org", message="Hello")
        second = send(shop, form, email="a@x.org", message="Hello")
        assert (second.entry_id, second.repeated) == (first.entry_id, True)
        work()
        assert len(facts_of(shop.tenant_id, "form.submitted.v1")) == 1

    def test_at_the_same_moment_too(self, shop: Shop) -> None:
        form = make_form(shop)
        taken: list[Any] = []

        def visitor() -> None:
            try:
                taken.append(send(shop, form, email="a@x.org"))
            finally:
                connections.close_all()

        threads = [threading.Thread(target=visitor) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        assert len({one.entry_id for one in taken}) == 1
        assert sorted(one.repeated for one in taken) == [False, True, True, True]

    def test_the_day_after_it_is_another(self, shop: Shop) -> None:
        form = make_form(shop)
        first = send(shop, form, email="a@x.org")
        with as_tenant(shop.tenant_id):
            entry = FormEntry.objects.get()
            entry.received_at -= timedelta(hours=25)
            entry.save(update_fields=["received_at"])
        assert send(shop, form, email="a@x.org").entry_id != first.entry_id

    def test_two_of_one_person_in_one_batch_make_one_prospect(self, shop: Shop) -> None:
        form = make_form(shop)
        send(shop, form, name="Ada", email="a@x.org", city="London")
        send(shop, form, name="Eve", email="A@X.org", city="Paris", phone="+4917612345678")
        work()
        state = the_party(shop)
        assert (state.name, state.city) == ("Ada", "London")
        assert [point.kind for point in state.contact_points] == ["email", "phone"]
        with as_tenant(shop.tenant_id):
            assert {one.field for one in FormDifference.objects.all()} == {"name", "city"}
        assert len(facts_of(shop.tenant_id, "prospect.captured.v1")) == 1


class TestWhatIsTurnedAway:
    def test_a_program_in_the_trap_is_thrown_away_unsaid(self, shop: Shop) -> None:
        form = make_form(shop)
        taken = send(shop, form, email="a@x.org", **{TRAP: "1"})
        assert (taken.entry_id, taken.confirm) == (None, False)
        with as_tenant(shop.tenant_id):
            assert not FormEntry.objects.exists()
            assert FormDay.objects.get().spam == 1

    def test_an_address_that_sends_too_much_waits(self, shop: Shop) -> None:
        form = make_form(shop, hourly=2)
        for number in range(2):
            send(shop, form, email=f"a{number}@x.org")
        with pytest.raises(TooMany):
            send(shop, form, email="a3@x.org")
        send(shop, form, email="a4@x.org", address="198.51.100.4")
        with as_tenant(shop.tenant_id):
            assert FormEntry.objects.count() == 3

    @pytest.mark.parametrize(
        ("typed", "wrong"),
        [
            ({"email": "not an address"}, "email"),
            ({}, "email"),
            ({"email": "a@x.org", "phone": "12"}, "phone"),
            ({"email": "a@x.org", "city": "x" * 1001}, "city"),
            ({"email": "a@x.org", "message": "x" * 5001}, "message"),
            ({"email": "a@x.org", "name": "n" * 301}, "name"),
        ],
    )
    def test_wrong_answers_are_named(self, shop: Shop, typed: dict[str, str], wrong: str) -> None:
        with pytest.raises(Invalid) as refused:
            send(shop, make_form(shop), **typed)
        assert list(refused.value.fields) == [wrong]

    def test_a_closed_form_takes_nothing(self, shop: Shop) -> None:
        form = make_form(shop)
        set_form_state(form.id, "paused", actor=shop.actor)
        with pytest.raises(Conflict):
            send(shop, form, email="a@x.org")

    def test_what_cannot_be_taken_in_is_kept_and_tried_again(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        form = make_form(shop)
        send(shop, form, email="a@x.org")
        with as_tenant(shop.tenant_id):
            FormEntry.objects.update(values={"email": "broken"})
        work()
        entry = the_entry(shop)
        assert (entry.state, entry.party_id) == ("refused", None)
        assert "e-mail" in entry.reason
        with as_tenant(shop.tenant_id):
            FormEntry.objects.update(values={"email": "a@x.org"})
            try_again(entry.id, actor=shop.actor)
        work()
        assert the_entry(shop).state == "taken"
