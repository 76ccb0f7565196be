"""Campaigns by call: tasks with words to say; what is heard counts."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from tests.house import Shop

from rapport.customers.consent.api import ConsentDraft, may_contact, record_consent
from rapport.customers.party.models import Party
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.timeline.api import list_open_tasks
from rapport.kernel.errors import Clash, Missing
from rapport.kernel.jobs.api import run_next
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.contracts.outcomes import Told
from rapport.operational.marketing.operations import by_hand, life
from rapport.operational.marketing.operations.outcomes import note_outcomes
from rapport.operational.marketing.queries.effects import measure_effect
from rapport.operational.marketing.queries.funnel import read_funnel
from rapport.operational.marketing.tests.by_hand import begun, get, heard, reached

pytestmark = pytest.mark.usefixtures("nothing_waits")


class TestCalls:
    def test_become_tasks_with_words_to_say_as_callers_have_room(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(by_hand, "AT_ONCE", 2)
        ids = reached(shop, 4, "phone")
        with as_tenant(shop.tenant_id):
            for at, one in enumerate(ids):
                Party.objects.filter(id=one).update(spent_minor=at)
        record_consent(ConsentDraft(ids[2], "marketing", "phone", False), actor=shop.actor)
        line = begun(shop, "call", call_order="spent")
        calls = heard(shop, line.id)
        assert set(calls) == {ids[3], ids[1]} and line.state == "sending"
        with as_tenant(shop.tenant_id):
            tasks = list_open_tasks(shop.actor)
        assert [one.party_id for one in tasks] == list(calls) or len(tasks) == 2
        assert "Hello Ada 3, the new tea is here." in tasks[0].body + tasks[1].body
        assert "+4915112345003" in tasks[0].body + tasks[1].body
        note_outcomes(line.id, [Told(ids[3], "not-interested")], actor=shop.actor)
        while run_next("long"):
            pass
        assert set(heard(shop, line.id)) == {ids[3], ids[1], ids[0]}
        for one in (ids[0], ids[1]):
            note_outcomes(line.id, [Told(one, "wrong-number")], actor=shop.actor)
        while run_next("long"):
            pass
        assert get(shop, line.id).state == "done"
        with as_tenant(shop.tenant_id):
            assert list_open_tasks(shop.actor) == []

    def test_what_comes_of_them_becomes_leads_consent_and_the_funnel(self, shop: Shop) -> None:
        first, second, third = reached(shop, 3, "phone")
        line = begun(shop, "call", tries=2)
        assert note_outcomes(line.id, [Told(first, "interested", "Wants samples")], actor=shop.actor) == [
            first
        ]
        assert note_outcomes(line.id, [Told(first, "bought")], actor=shop.actor) == []
        note_outcomes(line.id, [Told(second, "stop", "Angry")], actor=shop.actor)
        note_outcomes(line.id, [Told(third, "no-answer")], actor=shop.actor)
        calls = heard(shop, line.id)
        assert (calls[third].state, calls[third].tries) == ("open", 1)
        following = calls[third].next_at
        assert following is not None and following > timezone.now() + timedelta(hours=3)
        note_outcomes(line.id, [Told(third, "no-answer")], actor=shop.actor)
        assert heard(shop, line.id)[third].state == "done"
        with as_tenant(shop.tenant_id):
            now = timezone.now()
            assert may_contact(second, "marketing", "phone", at=now, actor=shop.actor).reason == "withdrawn"
            tasks = list_open_tasks(shop.actor)
            funnel = read_funnel(line)
            effect = measure_effect(line, now)
        (lead,) = facts_of(shop.tenant_id, "lead.raised.v1")
        told = [one["outcome"] for one in facts_of(shop.tenant_id, "campaign.contacted.v1")]
        assert (lead["what"], lead["customer_id"]) == ("interested", str(first))
        assert ["Wants samples" in one.body for one in tasks] == [True]
        assert dict(funnel.heard) == {"bought": 1, "stop": 1, "no-answer": 1} and funnel.handed == 3
        assert effect and effect.treated.people == 3
        assert told == ["interested", "bought", "stop", "no-answer", "no-answer"]

    def test_are_the_callers_own_and_nobody_elses(self, shop: Shop, other_shop: Shop) -> None:
        (one,) = reached(shop, 1, "phone")
        line = begun(shop, "call")
        with pytest.raises(Missing):
            note_outcomes(line.id, [Told(one, "interested")], actor=other_shop.actor)
        with pytest.raises(Missing):
            note_outcomes(line.id, [Told(uuid4(), "interested")], actor=shop.actor)
        with pytest.raises(Clash):
            note_outcomes(line.id, [Told(one, "returned")], actor=shop.actor)
        assert heard(shop, line.id)[one].tries == 0
        life.stop_campaign(line.id, actor=shop.actor)
        assert heard(shop, line.id)[one].state == "done"
        with as_tenant(shop.tenant_id):
            assert list_open_tasks(shop.actor) == []

    def test_a_page_says_whom_to_call_and_leads_on(self, shop: Shop, signed_in: Client) -> None:
        ids = reached(shop, 2, "phone")
        line = begun(shop, "call")
        assert b"Ada 1" in signed_in.get(f"/campaigns/calls?campaign={line.id}").content
        where = signed_in.get("/campaigns/calls/next")["Location"]
        page = signed_in.get(where).content.decode()
        assert "the new tea is here" in page and 'href="tel:+49151' in page
        assert signed_in.post(where, {"outcome": "returned"}).status_code == 422
        led = signed_in.post(where, {"outcome": "interested", "note": "Yes"})["Location"]
        assert led != where and led.rpartition("/")[2] in {str(one) for one in ids}
        record_consent(
            ConsentDraft(UUID(led.rpartition("/")[2]), "marketing", "phone", False), actor=shop.actor
        )
        assert "Do not call" in signed_in.get(led).content.decode()
        assert "The calls of this campaign" in signed_in.get(f"/campaigns/{line.id}").content.decode()
        assert signed_in.get(f"/campaigns/{line.id}/edit").status_code == 200
