"""A need's clock calls one after the other, at exact moments, until somebody answers."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.house import Shop

from rapport.customers.accounts.api import (
    TeamDraft,
    acknowledge_need,
    end_account,
    raise_need,
    resolve_need,
)
from rapport.customers.accounts.tests.keys import MONDAY, account, escalate, letters, member, now_is, raised
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import unit
from rapport.customers.timeline.api import list_touches
from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.identity import api as identity
from rapport.kernel.jobs.models import Job
from rapport.kernel.settings.api import change_settings
from rapport.kernel.tenancy.api import as_tenant


class TestTheClock:
    def test_calls_one_after_the_other_at_exact_moments(self, shop: Shop) -> None:
        north = unit(shop, "north")
        bob, eve = member(shop, "bob"), member(shop, "eve")
        member(shop, "head", role="manager", unit_id=north)
        line = account(shop, TeamDraft(bob), TeamDraft(eve, "sales", 2), unit_id=north)
        need = raised(shop, line)
        assert [one.due_at for one in need.steps] == [
            MONDAY,
            *(MONDAY + timedelta(minutes=m) for m in (30, 60)),
        ]
        assert letters(shop) == ["bob"]
        assert escalate(shop, need, 29) is None
        assert escalate(shop, need, 30) == 2
        assert escalate(shop, need, 31) is None
        assert escalate(shop, need, 60) == 3
        assert escalate(shop, need, 600) is None
        assert letters(shop) == ["bob", "eve", "head"]
        assert [one.told for one in now_is(shop, need).steps] == [("Bob",), ("Eve",), ("Head",)]
        facts = facts_of(shop.tenant_id, "need.escalated.v1")
        assert [one["step"] for one in facts] == [2, 3]

    def test_has_its_steps_waiting_as_jobs(self, shop: Shop) -> None:
        need = raised(shop, account(shop))
        with as_tenant(shop.tenant_id):
            due = (
                Job.objects.filter(kind="accounts.escalate")
                .order_by("due_at")
                .values_list("due_at", flat=True)
            )
            assert list(due) == [one.due_at for one in need.steps[1:]]

    def test_a_worker_that_slept_takes_every_step_that_was_due(self, shop: Shop) -> None:
        bob, eve = member(shop, "bob"), member(shop, "eve")
        need = raised(shop, account(shop, TeamDraft(bob), TeamDraft(eve, "sales", 2)))
        assert escalate(shop, need, 500) == 3
        assert letters(shop)[:2] == ["bob", "eve"]

    def test_a_step_with_nobody_to_call_leads_on_at_once(self, shop: Shop) -> None:
        gone = member(shop, "gone")
        line = account(shop, TeamDraft(gone))
        identity.suspend_member(gone, actor=shop.actor)
        need = raised(shop, line)
        assert need.step == 3
        assert letters(shop) == ["admin"]

    def test_stands_once_somebody_takes_care_of_it(self, shop: Shop) -> None:
        need = raised(shop, account(shop))
        acknowledge_need(need.id, actor=shop.actor)
        with pytest.raises(Conflict):
            acknowledge_need(need.id, actor=shop.actor)
        assert escalate(shop, need, 600) is None
        after = now_is(shop, need)
        assert (after.state, after.next_at, after.acknowledged_by) == ("acknowledged", None, shop.actor.name)

    def test_is_fixed_when_the_need_is_raised(self, shop: Shop) -> None:
        line = account(shop)
        need = raised(shop, line)
        change_settings({"accounts.premium_answer": 5}, actor=shop.actor)
        assert [one.due_at for one in now_is(shop, need).steps] == [one.due_at for one in need.steps]
        assert raised(shop, line).steps[1].due_at == MONDAY + timedelta(minutes=5)

    def test_runs_in_the_businesss_hours_and_zone(self, shop: Shop) -> None:
        change_settings({"accounts.from": "08:00", "accounts.to": "10:15"}, actor=shop.actor)
        need = raised(shop, account(shop))
        # A quarter of an hour is left in Berlin; the rest comes the next morning from eight on.
        assert need.steps[1].due_at == datetime(2026, 11, 24, 7, 15, tzinfo=UTC)

    def test_ends_with_an_outcome(self, shop: Shop) -> None:
        line = account(shop)
        need = raised(shop, line)
        with pytest.raises(Conflict):
            end_account(line.id, actor=shop.actor)
        with pytest.raises(Invalid):
            resolve_need(need.id, "forgotten", actor=shop.actor)
        done = resolve_need(need.id, "workaround", note="A spare part", actor=shop.actor)
        assert (done.state, done.outcome, done.acknowledged_by) == ("resolved", "workaround", shop.actor.name)
        with pytest.raises(Conflict):
            resolve_need(need.id, "solved", actor=shop.actor)
        with as_tenant(shop.tenant_id):
            touches = list_touches(line.customer_id, actor=shop.actor).lines
        assert {one.kind for one in touches} == {"need.raised", "need.acknowledged", "need.resolved"}
        end_account(line.id, actor=shop.actor)

    def test_needs_words(self, shop: Shop) -> None:
        with pytest.raises(Invalid):
            raise_need(account(shop).id, "  ", actor=shop.actor)
