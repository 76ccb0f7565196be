"""Campaigns by hand: calls become tasks with words to say, letters an address file; what is heard counts."""

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.customers.consent.api import ConsentDraft, may_contact, record_consent, record_consents
from rapport.customers.intake.api import take_path
from rapport.customers.intake.api.landing import run_import, undo_import
from rapport.customers.intake.contracts import ImportProgress
from rapport.customers.party.api import (
    AddressDraft,
    ContactDraft,
    CustomerDraft,
    create_customer,
    create_customers,
    set_roles,
)
from rapport.customers.party.models import Party
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.timeline.api import list_open_tasks
from rapport.kernel.errors import Clash, Invalid, Missing
from rapport.kernel.jobs.api import run_next
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.contracts import CampaignDraft, CampaignLine, Variant
from rapport.operational.marketing.contracts.outcomes import Told
from rapport.operational.marketing.models import CampaignOutcome
from rapport.operational.marketing.operations import by_hand, life
from rapport.operational.marketing.operations.campaigns import create_campaign, set_letters
from rapport.operational.marketing.operations.outcomes import note_outcomes
from rapport.operational.marketing.queries.campaigns import get_campaign
from rapport.operational.marketing.queries.effects import measure_effect
from rapport.operational.marketing.queries.funnel import read_funnel
from rapport.operational.marketing.tests.selling import recipients, run_job

pytestmark = pytest.mark.usefixtures("nothing_waits")
SCRIPT = Variant(
    "A", "The new harvest", "", ({"kind": "text", "text": "Hello {{name}}, the new tea is here."},)
)


def reached(shop: Shop, count: int, channel: str, purpose: str = "marketing") -> list[UUID]:
    """Customers with a number and a postal address of their own, who agreed to be reached so."""
    drafts = [
        CustomerDraft(
            f"Ada {at}",
            contact_points=(ContactDraft("phone", f"+4915112345{at:03}"),),
            addresses=(
                AddressDraft(street=f"Tea Lane {at}", postal_code="20095", city="Hamburg", country="DE"),
            ),
        )
        for at in range(count)
    ]
    ids = [one.id for one in create_customers(drafts, actor=shop.actor)]
    record_consents([ConsentDraft(one, purpose, channel, True) for one in ids], actor=shop.actor)
    return ids


def begun(shop: Shop, channel: str, **values: Any) -> CampaignLine:
    """A campaign by hand that has begun."""
    if channel == "call":
        values = {"callers": (shop.actor.member_id,), "call_from": 0, "call_until": 24, **values}
    draft = CampaignDraft(name="Harvest", channel=channel, hold_out=0, **values)
    line = set_letters(create_campaign(draft, actor=shop.actor).id, (SCRIPT,), actor=shop.actor)
    life.schedule_campaign(line.id, actor=shop.actor)
    run_job(shop, line.id)
    return get(shop, line.id)


def get(shop: Shop, campaign_id: UUID) -> CampaignLine:
    with as_tenant(shop.tenant_id):
        return get_campaign(campaign_id, actor=shop.actor)


def heard(shop: Shop, campaign_id: UUID) -> dict[UUID, CampaignOutcome]:
    with as_tenant(shop.tenant_id):
        return {one.party_id: one for one in CampaignOutcome.objects.filter(campaign_id=campaign_id)}


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


class TestPaper:
    def test_goes_to_whom_may_be_written_to_and_results_come_back(
        self, shop: Shop, signed_in: Client, tmp_path: Path
    ) -> None:
        ids = reached(shop, 3, "post")
        line = begun(shop, "letter")
        assert line.state == "done"
        record_consent(ConsentDraft(ids[2], "marketing", "post", False), actor=shop.actor)
        file = signed_in.get(f"/campaigns/{line.id}/addresses.csv").getvalue()
        rows = sorted(read(file), key=lambda one: one["name"])
        assert [(one["name"], one["street"], one["city"]) for one in rows] == [
            ("Ada 0", "Tea Lane 0", "Hamburg"),
            ("Ada 1", "Tea Lane 1", "Hamburg"),
        ]
        book = signed_in.get(f"/campaigns/{line.id}/addresses.xlsx").getvalue()
        assert book[:2] == b"PK"
        paper = signed_in.get(f"/campaigns/{line.id}/papers").content.decode()
        assert paper.count('class="paper"') == 2 and "20095 Hamburg" in paper
        assert "shell" not in paper  # the house's frame scrolls inside, and would print one screen of it
        assert "Hello Ada 1, the new tea is here.</p>" in paper and "tell us at any time" in paper
        rows[0] |= {"outcome": "interested", "note": "Wrote back"}
        rows[1] |= {"outcome": "退回"}
        rows.append({**rows[0], "reference": str(uuid4())})
        progress = bring_back(shop, rows, tmp_path / "results.csv")
        assert (progress.accepted, progress.rejected, progress.counts["leads"]) == (2, 1, 1)
        assert {one: row.outcome for one, row in heard(shop, line.id).items()} == {
            ids[0]: "interested",
            ids[1]: "returned",
        }
        undo_import(progress.id, actor=shop.actor)
        assert heard(shop, line.id) == {}

    def test_one_letter_goes_to_a_household(self, shop: Shop) -> None:
        place = AddressDraft(street="High Street 1", postal_code="1", city="Rome", country="IT")
        drafts = [CustomerDraft(name, addresses=(place,)) for name in ("Bea", "Cleo")]
        ids = [one.id for one in create_customers([*drafts, CustomerDraft("Nowhere")], actor=shop.actor)]
        record_consents([ConsentDraft(one, "marketing", "post", True) for one in ids], actor=shop.actor)
        line = begun(shop, "letter")
        reasons = {row.party_id: row.reason for row in recipients(shop, line.id)}
        assert reasons == {ids[0]: "", ids[1]: "same-address", ids[2]: "no-address"}

    def test_a_partner_gets_only_who_agreed_to_that_and_only_what_it_takes(
        self, shop: Shop, api: ApiCaller
    ) -> None:
        reached(shop, 1, "phone", purpose="partner")
        other = CustomerDraft("Bob", contact_points=(ContactDraft("phone", "+491511234599"),))
        bob = create_customer(other, actor=shop.actor)
        record_consent(ConsentDraft(bob.id, "marketing", "phone", True), actor=shop.actor)
        partner = create_customer(CustomerDraft("Tea Post", kind="company"), actor=shop.actor)
        set_roles(partner.id, ["partner"], actor=shop.actor)
        with pytest.raises(Invalid) as refusal:
            begun(shop, "partner", partner_id=partner.id, reach="phone")
        assert "purpose" in refusal.value.fields
        line = begun(shop, "partner", partner_id=partner.id, reach="phone", purpose="partner")
        (one,) = api.get(f"/campaigns/{line.id}/addresses").json()["items"]
        assert one["fields"]["phone"] == "+4915112345000" and "street" not in one["fields"]
        path = f"/campaigns/{line.id}/outcomes/{one['customer_id']}"
        assert api.post(path, {"outcome": "bought"}).json()["state"] == "done"
        listed = api.get(f"/campaigns/{line.id}/outcomes").json()["items"]
        assert [row["outcome"] for row in listed] == ["bought"]
        assert api.post(f"/campaigns/{line.id}/outcomes/{bob.id}", {"outcome": "bought"}).status_code == 404


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def bring_back(shop: Shop, rows: list[dict[str, str]], path: Path) -> ImportProgress:
    """Bring an address file back with what came of it."""
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    run = take_path(path, "outcomes", actor=shop.actor)
    return run_import(run.id, actor=shop.actor)
