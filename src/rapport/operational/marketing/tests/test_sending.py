"""From an audience to letters: frozen, drawn, handed over once, measured."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone
from tests.house import Shop

from rapport.collaborative.delivery.models import Undeliverable
from rapport.collaborative.delivery.tests.post import claimed
from rapport.customers.consent.api import ConsentDraft, record_consent, stop_contact
from rapport.customers.party.api import ContactDraft, CustomerDraft, create_customers
from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.filters.api import parse, write_json
from rapport.kernel.jobs.api import run_next
from rapport.kernel.lots import draw_lot, is_first, write_lot
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.contracts import Variant
from rapport.operational.marketing.models import Campaign
from rapport.operational.marketing.operations import life, sending
from rapport.operational.marketing.operations.campaigns import change_campaign, set_letters
from rapport.operational.marketing.operations.planning import count_reach
from rapport.operational.marketing.tests.selling import (
    LETTER,
    campaign,
    letters_of,
    people,
    recipients,
    run_job,
)

pytestmark = pytest.mark.usefixtures("nothing_waits")


def start(shop: Shop, campaign_id: UUID) -> None:
    """Schedule a campaign for now and have it begin."""
    life.schedule_campaign(campaign_id, actor=shop.actor)
    run_job(shop, campaign_id)


class TestTheFrozenList:
    def test_says_of_everybody_what_becomes_of_them_and_why(self, shop: Shop) -> None:
        ids = people(shop, 6)
        people(shop, 1, agreed=False, prefix="no")
        record_consent(ConsentDraft(ids[0], "marketing", "email", False), actor=shop.actor)
        with as_tenant(shop.tenant_id):
            stop_contact(ids[1], actor=shop.actor)
        record_consent(
            ConsentDraft(ids[2], "marketing", "email", False, contact="p2@example.org"), actor=shop.actor
        )
        double = CustomerDraft(name="Twin", contact_points=(ContactDraft("email", "p5@example.org"),))
        bare = CustomerDraft(name="Bare")
        made = create_customers([double, bare], actor=shop.actor)
        record_consent(ConsentDraft(made[0].id, "marketing", "email", True), actor=shop.actor)
        with as_tenant(shop.tenant_id):
            Undeliverable.objects.create(channel="email", address="p3@example.org", at=timezone.now())
        line = campaign(shop, hold_out=0)
        expected = {
            **{"do-not-contact": 1, "no-address": 1, "no-consent": 1, "same-address": 1},
            **{"undeliverable": 1, "withdrawn": 2, "": 2},
        }
        with as_tenant(shop.tenant_id):
            counted = count_reach(line, timezone.now(), actor=shop.actor)
        assert {one.reason: one.count for one in counted} == expected
        start(shop, line.id)
        rows = recipients(shop, line.id)
        assert {row.address for row in rows if row.state == "handed"} == {"p4@example.org", "p5@example.org"}
        reasons = [row.reason for row in rows if row.state == "refused"]
        assert sorted(reasons) == sorted(
            reason for reason, count in expected.items() if reason for _ in range(count)
        )

    def test_holds_out_whom_the_lot_says_and_nobody_else(self, shop: Shop) -> None:
        ids = people(shop, 60)
        line = campaign(shop, hold_out=40)
        start(shop, line.id)
        rows = recipients(shop, line.id)
        with as_tenant(shop.tenant_id):
            seed = Campaign.objects.get(id=line.id).seed
        held = {row.party_id for row in rows if row.state == "held-out"}
        assert held == {one for one in ids if is_first(seed, one, 40)}
        assert 8 < len(held) < 40
        assert {one.address for one in letters_of(shop, line.id)} == {
            row.address for row in rows if row.state == "handed"
        }

    def test_only_the_audience_is_on_it(self, shop: Shop) -> None:
        people(shop, 3)
        audience = write_json(parse("name:starts_with:P 1"))
        line = campaign(shop, hold_out=0, audience=audience)
        start(shop, line.id)
        assert [one.address for one in letters_of(shop, line.id)] == ["p1@example.org"]

    def test_letters_are_split_by_lot(self, shop: Shop) -> None:
        people(shop, 60)
        line = campaign(shop, (LETTER, Variant("B", "Other", "", LETTER.blocks, 2)), hold_out=0)
        start(shop, line.id)
        given = [row.variant for row in recipients(shop, line.id)]
        assert set(given) == {"A", "B"}
        assert 8 <= given.count("A") <= 34


class TestLetters:
    def test_say_what_was_written_to_each(self, shop: Shop) -> None:
        people(shop, 1)
        line = campaign(shop, hold_out=0)
        start(shop, line.id)
        (delivery,) = letters_of(shop, line.id)
        message = delivery.message
        assert message.subject == "New tea, dear customer"
        assert (
            "Dear P 0," in message.text
            and "Look: http" in message.text
            and f"/r/{delivery.token}/1" in message.text
        )
        assert "Dear P 0," in message.html and "Tea &amp; more" in message.html
        assert f"/leave/{delivery.token}" in message.html
        assert "{{" not in message.html + message.text
        assert len(claimed(shop)) == 1

    def test_nothing_is_sent_of_one_that_would_fail_for_somebody(self, shop: Shop) -> None:
        people(shop, 2)
        letter = Variant("A", "Hello {{given_name}}", "", LETTER.blocks)
        line = campaign(shop, (letter,))
        with pytest.raises(Invalid) as refusal:
            life.schedule_campaign(line.id, actor=shop.actor)
        told = str(refusal.value)
        assert "given_name" in told and "2 customers" in told and "P 0" in told
        assert letters_of(shop, line.id) == []

    def test_are_locked_once_it_is_scheduled(self, shop: Shop) -> None:
        people(shop, 1)
        line = campaign(shop)
        later = timezone.now() + timedelta(days=1)
        life.schedule_campaign(line.id, later, actor=shop.actor)
        with pytest.raises(Conflict):
            set_letters(line.id, (LETTER,), actor=shop.actor)
        with pytest.raises(Conflict):
            change_campaign(line.id, {"hold_out": 0}, actor=shop.actor)
        change_campaign(line.id, {"goal": "Tell of it"}, actor=shop.actor)
        life.take_back(line.id, actor=shop.actor)
        set_letters(line.id, (LETTER,), actor=shop.actor)


class TestLife:
    def test_it_waits_for_its_time(self, shop: Shop) -> None:
        people(shop, 1)
        line = campaign(shop, hold_out=0)
        life.schedule_campaign(line.id, timezone.now() + timedelta(days=1), actor=shop.actor)
        assert run_job(shop, line.id) == {"handed": 0}
        assert letters_of(shop, line.id) == []

    def test_paused_holds_back_resumed_goes_on_stopped_ends(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        people(shop, 5)
        monkeypatch.setattr(sending, "CHUNK", 2)
        monkeypatch.setattr(sending, "AHEAD", 2)
        line = campaign(shop, hold_out=0)
        start(shop, line.id)
        assert len(letters_of(shop, line.id)) == 2
        life.pause_campaign(line.id, actor=shop.actor)
        assert (claimed(shop), run_job(shop, line.id)) == ([], {"handed": 0})
        life.resume_campaign(line.id, actor=shop.actor)
        assert len(claimed(shop, 1)) == 1
        life.stop_campaign(line.id, actor=shop.actor)
        assert claimed(shop) == []
        assert sorted(one.state for one in letters_of(shop, line.id)) == ["claimed", "refused"]
        assert {(row.state, row.reason) for row in recipients(shop, line.id)} == {
            ("handed", ""),
            ("refused", "stopped"),
        }

    def test_its_job_brings_it_to_its_end(self, shop: Shop) -> None:
        people(shop, 3)
        line = campaign(shop, hold_out=0)
        life.schedule_campaign(line.id, actor=shop.actor)
        while run_next("long"):
            pass
        with as_tenant(shop.tenant_id):
            assert Campaign.objects.get(id=line.id).state == "done"
        assert len(letters_of(shop, line.id)) == 3

    def test_who_leaves_meanwhile_gets_nothing(self, shop: Shop) -> None:
        ids = people(shop, 2)
        line = campaign(shop, hold_out=0)
        start(shop, line.id)
        record_consent(ConsentDraft(ids[0], "marketing", "email", False), actor=shop.actor)
        assert len(claimed(shop)) == 1
        assert {(one.address, one.state) for one in letters_of(shop, line.id)} == {
            ("p0@example.org", "refused"),
            ("p1@example.org", "claimed"),
        }


def test_lots_are_the_same_here_and_in_the_database(shop: Shop) -> None:
    (one,) = people(shop, 1)
    with connection.cursor() as cursor:
        cursor.execute("select " + write_lot("'seed'", "%s"), [one])
        assert cursor.fetchone() == (draw_lot("seed", one),)
