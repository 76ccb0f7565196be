"""The ledger only grows, the last word counts, and no word means no."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from hypothesis import given
from hypothesis import strategies as st
from tests.house import Shop

from rapport.customers.consent.api import (
    ConsentDraft,
    ConsentLine,
    PreferenceState,
    decide,
    get_preference,
    is_quiet,
    list_consents,
    list_ledger,
    may_contact,
    record_consent,
    record_consents,
    select_allowed,
    set_preference,
)
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import clerk, enter, unit
from rapport.kernel.errors import Invalid, Missing
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADA = UUID(int=1)


def line(given: bool, hours: int = 0, contact: str = "", **values: Any) -> ConsentLine:
    """Return a statement about the newsletter by e-mail, some hours after noon."""
    base = ConsentLine(
        *(new_id(), ADA, "newsletter", "email", given, NOON + timedelta(hours=hours)),
        *("own", "", "", contact, None),
    )
    return replace(base, **values)


class TestDecide:
    def ask(self, *ledger: ConsentLine, wishes: PreferenceState | None = None, contact: str = "") -> str:
        return decide(
            ledger,
            wishes or PreferenceState(),
            purpose="newsletter",
            channel="email",
            at=NOON,
            contact=contact,
        ).reason

    def test_without_a_statement_the_answer_is_no(self) -> None:
        assert self.ask() == "no-consent"
        assert self.ask(line(True, channel="sms")) == "no-consent"
        assert self.ask(line(True, purpose="survey")) == "no-consent"

    def test_the_last_word_counts_however_it_arrived(self) -> None:
        assert self.ask(line(False, 2), line(True, 1)) == "withdrawn"
        assert self.ask(line(True, 2), line(False, 1)) == "allowed"

    def test_an_address_may_differ_from_its_channel(self) -> None:
        ledger = (line(True, 1), line(False, 2, "ada@x.org"))
        assert self.ask(*ledger, contact="ada@x.org") == "withdrawn"
        assert self.ask(*ledger, contact="ada@y.org") == "allowed"
        assert self.ask(*ledger, line(True, 3), contact="ada@x.org") == "allowed"

    def test_a_wish_beats_consent(self) -> None:
        assert self.ask(line(True), wishes=PreferenceState(do_not_contact=True)) == "do-not-contact"
        quiet = PreferenceState(quiet_from=time(11), quiet_to=time(13))
        assert self.ask(line(True), wishes=quiet) == "quiet-hours"


class TestIsQuiet:
    @pytest.mark.parametrize(
        ("from_", "to", "zone", "quiet"),
        [
            (time(22), time(8), "UTC", False),
            (time(22), time(13), "UTC", True),
            (time(12), time(13), "UTC", True),
            (time(11), time(12), "UTC", False),
            (time(19), time(21), "Asia/Shanghai", True),
            (time(12), time(12), "UTC", False),
        ],
    )
    def test_reads_the_clock_of_the_party(self, from_: time, to: time, zone: str, quiet: bool) -> None:
        assert is_quiet(PreferenceState(quiet_from=from_, quiet_to=to), at=NOON, zone=zone) is quiet

    @given(st.times(), st.times(), st.datetimes(timezones=st.just(UTC)))
    def test_hours_and_the_rest_of_the_day_are_opposites(self, a: time, b: time, at: datetime) -> None:
        if a == b:
            return
        one, other = (PreferenceState(quiet_from=x, quiet_to=y) for x, y in ((a, b), (b, a)))
        assert is_quiet(one, at=at, zone="UTC") != is_quiet(other, at=at, zone="UTC")


class TestLedger:
    def test_keeps_every_statement_and_tells_the_house(self, shop: Shop) -> None:
        ada = enter(shop).id
        statement = ConsentDraft(ada, "newsletter", "email", True, at=NOON, origin="self", proof="form 7")
        record_consent(statement, actor=shop.actor)
        record_consent(replace(statement, given=False, at=None), actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert [one.given for one in list_ledger(ada, actor=shop.actor)] == [False, True]
            (present,) = list_consents(ada, actor=shop.actor)
            answer = may_contact(ada, "newsletter", "email", at=NOON, actor=shop.actor)
        assert (present.given, answer.reason) == (False, "withdrawn")
        facts = facts_of(shop.tenant_id, "consent.given.v1", "consent.withdrawn.v1")
        assert [fact["fact"] for fact in facts] == ["consent.given.v1", "consent.withdrawn.v1"]

    @pytest.mark.parametrize("statement", ["update consent set given = true", "delete from consent"])
    def test_lets_nobody_rewrite_it(self, shop: Shop, statement: str) -> None:
        record_consent(ConsentDraft(enter(shop).id, "newsletter", "email", False), actor=shop.actor)
        with pytest.raises(ProgrammingError), as_tenant(shop.tenant_id), connection.cursor() as cursor:
            cursor.execute(statement)

    def test_writes_many_in_few_statements(self, shop: Shop, django_assert_max_num_queries: Any) -> None:
        parties = [enter(shop, f"C{n}").id for n in range(30)]
        drafts = [ConsentDraft(party, "newsletter", "sms", n % 2 == 0) for n, party in enumerate(parties)]
        with django_assert_max_num_queries(7):
            record_consents(drafts, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert select_allowed(parties, "newsletter", "sms") == set(parties[::2])

    @pytest.mark.parametrize(
        "wrong",
        [
            {"purpose": "News letter"},
            {"channel": "pigeon"},
            {"origin": "stolen"},
            {"at": datetime(2999, 1, 1, tzinfo=UTC)},
        ],
    )
    def test_refuses_what_is_no_statement(self, shop: Shop, wrong: dict[str, Any]) -> None:
        draft = replace(ConsentDraft(enter(shop).id, "newsletter", "email", True), **wrong)
        with pytest.raises(Invalid):
            record_consent(draft, actor=shop.actor)

    def test_refuses_for_customers_out_of_scope(self, shop: Shop, other_shop: Shop) -> None:
        here = unit(shop, "here")
        for party, actor in (
            (enter(other_shop).id, shop.actor),
            (enter(shop).id, clerk(shop, unit_id=here)),
        ):
            with pytest.raises(Missing):
                record_consent(ConsentDraft(party, "newsletter", "email", True), actor=actor)


class TestPreference:
    def test_is_kept_once_and_told(self, shop: Shop) -> None:
        ada = enter(shop).id
        for channel in ("email", "sms"):
            wishes = PreferenceState(channel, time(22), time(8), "Europe/Berlin", do_not_contact=True)
            set_preference(ada, wishes, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert get_preference(ada, actor=shop.actor) == wishes
            assert select_allowed([ada], "newsletter", "email") == set()
        assert facts_of(shop.tenant_id, "preference.changed.v1")[-1]["quiet_from"] == "22:00:00"

    def test_refuses_half_a_night(self, shop: Shop) -> None:
        with pytest.raises(Invalid):
            set_preference(enter(shop).id, PreferenceState(quiet_from=time(22)), actor=shop.actor)
