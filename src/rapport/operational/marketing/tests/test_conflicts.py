"""One message where two would go: exclusion, weight, overlap, why somebody did or did not get it; leads."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.collaborative.delivery.models import Delivery
from rapport.collaborative.delivery.tests.post import claimed
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.timeline.models import Task
from rapport.kernel.filters.api import parse, write_json
from rapport.kernel.settings.api import change_settings
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.operations import life
from rapport.operational.marketing.operations.following import follow_link, note_opened
from rapport.operational.marketing.operations.overlapping import list_overlaps
from rapport.operational.marketing.queries.receipts import find_receipt
from rapport.operational.marketing.tests.selling import campaign, letters_of, people, recipients, run_job

BROWSER = {"agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "method": "GET", "purpose": ""}


def send(shop: Shop, campaign_id: UUID) -> None:
    life.schedule_campaign(campaign_id, actor=shop.actor)
    run_job(shop, campaign_id)


def reasons(shop: Shop, campaign_id: UUID) -> list[str]:
    return [row.reason for row in recipients(shop, campaign_id)]


class TestWhoGivesWay:
    def test_the_people_of_another_campaign_are_left_out(self, shop: Shop) -> None:
        people(shop, 4)
        first = campaign(shop, hold_out=0, audience=write_json(parse("name:is:P 1")))
        send(shop, first.id)
        line = campaign(shop, hold_out=0, excludes=(first.id,))
        send(shop, line.id)
        assert reasons(shop, line.id) == ["", "excluded", "", ""]

    @pytest.mark.parametrize(
        ("weight", "given"), [(9, ["", "better-campaign"]), (5, ["", ""]), (1, ["", ""])]
    )
    def test_the_weightier_message_wins_though_it_comes_later(
        self, shop: Shop, weight: int, given: list[str]
    ) -> None:
        people(shop, 2)
        later = campaign(shop, priority=weight, audience=write_json(parse("name:is:P 1")))
        life.schedule_campaign(later.id, timezone.now() + timedelta(days=3), actor=shop.actor)
        line = campaign(shop, hold_out=0, rest_days=7)
        send(shop, line.id)
        assert reasons(shop, line.id) == given

    def test_but_not_once_the_rest_is_over(self, shop: Shop) -> None:
        people(shop, 1)
        later = campaign(shop, priority=9)
        life.schedule_campaign(later.id, timezone.now() + timedelta(days=9), actor=shop.actor)
        line = campaign(shop, hold_out=0, rest_days=7)
        send(shop, line.id)
        assert reasons(shop, line.id) == [""]

    def test_overlaps_are_told_before_launch(self, shop: Shop, signed_in: Client, api: ApiCaller) -> None:
        people(shop, 5)
        first = campaign(shop, hold_out=0, audience=write_json(parse("name:is:P 1")))
        send(shop, first.id)
        later = campaign(shop, priority=9)
        life.schedule_campaign(later.id, timezone.now() + timedelta(days=3), actor=shop.actor)
        line = campaign(shop, hold_out=0, rest_days=7)
        with as_tenant(shop.tenant_id):
            found = list_overlaps(line, timezone.now(), actor=shop.actor)
        assert [(one.campaign_id, one.people, one.wins) for one in found] == [
            (later.id, 5, True),
            (first.id, 1, True),
        ]
        assert "They get the other one" in signed_in.get(f"/campaigns/{line.id}/overlaps").content.decode()
        assert len(api.get(f"/campaigns/{line.id}/overlaps").json()["items"]) == 2


class TestWhy:
    def test_one_page_says_it_of_whoever_is_asked(
        self, shop: Shop, signed_in: Client, api: ApiCaller
    ) -> None:
        ids = people(shop, 2)
        (never,) = people(shop, 1, agreed=False, prefix="no")
        line = campaign(shop, hold_out=0, audience=write_json(parse("name:is:P 1")))
        send(shop, line.id)
        with as_tenant(shop.tenant_id):
            change_settings({"delivery.most_a_day": 1}, actor=shop.actor)
        assert len(claimed(shop)) == 1
        again = campaign(shop, hold_out=0)
        send(shop, again.id)
        claimed(shop)
        said = {
            (line.id, ids[0]): "Not in the audience when it began",
            (again.id, never): "Never agreed",
            (again.id, ids[1]): "Had enough messages",
        }
        for (campaign_id, one), words in said.items():
            page = signed_in.get(f"/campaigns/{campaign_id}/people/{one}").content.decode()
            assert words in page
            told = api.get(f"/campaigns/{campaign_id}/recipients/{one}").json()
            assert words in told["why"]
        card = signed_in.get(f"/customers/{ids[1]}/cards/campaigns").content.decode()
        assert "Had enough messages" in card

    def test_held_out_is_told(self, shop: Shop, signed_in: Client) -> None:
        people(shop, 30)
        line = campaign(shop, hold_out=90)
        send(shop, line.id)
        held = next(row for row in recipients(shop, line.id) if row.state == "held-out")
        with as_tenant(shop.tenant_id):
            assert find_receipt(line, held.party_id).state == "held-out"
        page = signed_in.get(f"/campaigns/{line.id}/people/{held.party_id}").content.decode()
        assert "Held out by lot" in page


class TestLeads:
    def answer(self, shop: Shop, what: str, **values: Any) -> tuple[UUID, UUID, str]:
        """Send a campaign whose answers become tasks; returns it, its reader and their letter's token."""
        (one,) = people(shop, 1)
        line = campaign(shop, hold_out=0, follow_up=what, goal="A second purchase", **values)
        send(shop, line.id)
        (delivery,) = letters_of(shop, line.id)
        with as_tenant(shop.tenant_id):
            Delivery.objects.update(state="sent", sent_at=timezone.now() - timedelta(hours=1))
        return line.id, one, delivery.token

    def test_a_followed_link_becomes_one_task_with_its_context(self, shop: Shop) -> None:
        campaign_id, one, token = self.answer(shop, "click")
        note_opened(token, **BROWSER)
        for _twice in range(2):
            follow_link(token, 1, **BROWSER)
        with as_tenant(shop.tenant_id):
            (task,) = Task.objects.all()
        assert (task.party_id, task.assignee_id, task.priority) == (one, shop.actor.member_id, 3)
        assert "answered “Spring”" in task.title and "shop.example/tea" in task.body
        assert "A second purchase" in task.body
        (fact,) = facts_of(shop.tenant_id, "lead.raised.v1")
        assert (fact["origin_id"], fact["customer_id"]) == (str(campaign_id), str(one))
        assert (fact["what"], fact["task_id"]) == ("click", str(task.id))

    def test_a_program_makes_none(self, shop: Shop) -> None:
        _, _, token = self.answer(shop, "open")
        note_opened(token, agent="curl/8", method="GET", purpose="")
        assert facts_of(shop.tenant_id, "lead.raised.v1") == []

    def test_a_campaign_that_does_not_ask_makes_none(self, shop: Shop) -> None:
        _, _, token = self.answer(shop, "")
        follow_link(token, 1, **BROWSER)
        assert facts_of(shop.tenant_id, "lead.raised.v1") == []
