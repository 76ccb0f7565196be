"""Prospects come, are scored, become customers or are lost, and may come back; their history stays."""

import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.customers.consent.api import ConsentDraft, record_consent
from rapport.customers.matching.api import merge_customers
from rapport.customers.party.api import get_customer, set_purchase_counters, set_roles, update_customer
from rapport.customers.party.contracts import PurchaseCounter
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import clerk, enter, unit
from rapport.customers.prospects.api import (
    ProspectDraft,
    capture_prospects,
    change_prospect,
    convert_prospects,
    get_figures,
    lose_prospects,
    reopen_prospect,
)
from rapport.customers.prospects.models import Prospect
from rapport.customers.prospects.tests.captured import capture, follow, found
from rapport.customers.timeline.api import list_touches
from rapport.kernel.bulk.models import BulkRun
from rapport.kernel.errors import Conflict, Invalid, Missing
from rapport.kernel.jobs.api import enqueue, run_next
from rapport.kernel.settings.api import change_settings
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.usefixtures("nothing_waits")


class TestCapture:
    def test_keeps_the_first_source_and_the_warmer_interest(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", "ada@x.org")
        first = capture(shop, ada.id, source="call", detail="Hotline")
        again = capture(shop, ada.id, source="visit", interest="hot")
        assert again.id == first.id
        assert (again.source, again.detail, again.interest) == ("call", "Hotline", "hot")
        assert len(facts_of(shop.tenant_id, "prospect.captured.v1")) == 1
        with as_tenant(shop.tenant_id):
            assert get_customer(ada.id, actor=shop.actor).roles == ["prospect"]

    def test_a_customer_gets_no_line(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", stage="customer")
        assert capture_prospects([ProspectDraft(ada.id)], actor=shop.actor) == []

    def test_who_was_lost_is_open_again(self, shop: Shop) -> None:
        ada = enter(shop, "Ada")
        capture(shop, ada.id)
        lose_prospects([ada.id], "price", actor=shop.actor)
        assert capture(shop, ada.id).state == "open"
        assert [one["again"] for one in facts_of(shop.tenant_id, "prospect.captured.v1")] == [False, True]

    @pytest.mark.parametrize("values", [{"source": "x"}, {"interest": "x"}, {"detail": "x" * 121}])
    def test_what_there_is_not_is_refused(self, shop: Shop, values: dict[str, str]) -> None:
        ada = enter(shop, "Ada")
        with pytest.raises(Invalid):
            capture(shop, ada.id, **values)

    def test_beyond_the_scope_there_is_nobody(self, shop: Shop) -> None:
        north = clerk(shop, unit_id=unit(shop, "north"))
        ada = enter(shop, "Ada")
        with pytest.raises(Missing):
            capture_prospects([ProspectDraft(ada.id)], actor=north)

    def test_whoever_takes_the_role_has_a_line_soon(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", "ada@x.org")
        set_roles(ada.id, ["prospect", "partner"], actor=shop.actor)
        follow()
        assert found(shop, ada.id).score == 25


class TestTheScore:
    def test_follows_what_is_known(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", "ada@x.org", "+4917612345678")
        line = capture(shop, ada.id)
        assert line.score == 35
        line = change_prospect(line.id, {"interest": "hot"}, actor=shop.actor, version=line.version)
        assert (line.score, line.reasons[0].code) == (75, "hot")
        with pytest.raises(Conflict):
            change_prospect(line.id, {"interest": "cold"}, actor=shop.actor, version=1)

    def test_is_counted_anew_by_the_settings(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", "ada@x.org")
        capture(shop, ada.id)
        record_consent(ConsentDraft(ada.id, "newsletter", "email", given=True), actor=shop.actor)
        change_settings({"prospects.consent": 50, "prospects.fresh": 0}, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            enqueue("prospects.score", {}, actor=shop.actor)
        while run_next("long"):
            pass
        line = found(shop, ada.id)
        assert (line.score, [one.code for one in line.reasons]) == (60, ["consent", "email"])


class TestConversion:
    def test_by_hand_changes_stage_and_role_and_keeps_history(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", roles=("prospect", "press"))
        line = capture(shop, ada.id, source="call")
        assert convert_prospects([ada.id], how="hand", actor=shop.actor) == 1
        assert convert_prospects([ada.id], how="hand", actor=shop.actor) == 0
        with as_tenant(shop.tenant_id):
            state = get_customer(ada.id, actor=shop.actor)
            touches = list_touches(ada.id, actor=shop.actor).lines
        assert (state.stage, state.roles) == ("customer", ["customer", "press"])
        after = found(shop, ada.id)
        assert (after.id, after.state, after.source, after.converted_how) == (
            line.id,
            "converted",
            "call",
            "hand",
        )
        assert after.captured_at == line.captured_at
        assert [one.kind for one in touches] == ["prospect.converted"]
        (fact,) = facts_of(shop.tenant_id, "prospect.converted.v1")
        assert (fact["customer_id"], fact["how"]) == (str(ada.id), "hand")

    def test_by_the_first_order(self, shop: Shop, api: ApiCaller) -> None:
        ada = enter(shop, "Ada", "ada@x.org")
        capture(shop, ada.id)
        order = {
            "party_id": str(ada.id),
            "currency": "EUR",
            "lines": [{"description": "Tea", "quantity": "1", "unit_price": "5"}],
        }
        assert api.post("/orders", order).status_code == 201
        follow()
        after = found(shop, ada.id)
        assert (after.state, after.converted_how) == ("converted", "order")
        with pytest.raises(Conflict):
            reopen_prospect(after.id, actor=shop.actor)

    def test_by_a_change_of_stage(self, shop: Shop) -> None:
        ada = enter(shop, "Ada")
        capture(shop, ada.id)
        update_customer(ada.id, {"stage": "customer"}, actor=shop.actor)
        follow()
        assert found(shop, ada.id).converted_how == "stage"

    def test_in_bulk_with_a_way_back(self, shop: Shop, signed_in: Client) -> None:
        people = [enter(shop, f"Person {number}") for number in range(30)]
        capture_prospects([ProspectDraft(one.id) for one in people], actor=shop.actor)
        with as_tenant(shop.tenant_id):
            ids = [str(one) for one in Prospect.objects.values_list("id", flat=True)]
        assert signed_in.post("/lists/prospect/many/convert", {"ids": ids}).status_code == 302
        assert len(facts_of(shop.tenant_id, "prospect.converted.v1")) == 30
        bought, when = people[0], people[0].created_at
        set_purchase_counters([PurchaseCounter(bought.id, 1, 500, "EUR", when, when)], actor=shop.actor)
        with as_tenant(shop.tenant_id):
            run_id = BulkRun.objects.get().id
        assert signed_in.post(f"/lists/runs/{run_id}/undo").status_code == 302
        with as_tenant(shop.tenant_id):
            assert Prospect.objects.filter(state="open").count() == 29
            assert Prospect.objects.get(state="converted").party_id == bought.id


class TestLoss:
    def test_has_its_reason_and_a_way_back(self, shop: Shop) -> None:
        ada = enter(shop, "Ada")
        line = capture(shop, ada.id)
        assert lose_prospects([ada.id], "competitor", note="Bought at Bob's", actor=shop.actor) == 1
        lost = found(shop, ada.id)
        assert (lost.state, lost.lost_reason, lost.lost_note) == ("lost", "competitor", "Bought at Bob's")
        assert reopen_prospect(line.id, actor=shop.actor).state == "open"
        assert len(facts_of(shop.tenant_id, "prospect.lost.v1", "prospect.reopened.v1")) == 2

    def test_needs_a_reason_there_is(self, shop: Shop) -> None:
        ada = enter(shop, "Ada")
        capture(shop, ada.id)
        with pytest.raises(Invalid):
            lose_prospects([ada.id], "bored", actor=shop.actor)

    def test_a_conversion_by_mistake_goes_back(self, shop: Shop) -> None:
        ada = enter(shop, "Ada")
        line = capture(shop, ada.id)
        convert_prospects([ada.id], how="hand", actor=shop.actor)
        reopen_prospect(line.id, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            state = get_customer(ada.id, actor=shop.actor)
        assert (state.stage, state.roles) == ("prospect", ["prospect"])


def test_figures_count_what_became_of_each_source(shop: Shop) -> None:
    people = [enter(shop, f"Person {number}") for number in range(6)]
    for number, one in enumerate(people):
        capture(shop, one.id, source="call" if number < 4 else "visit", detail="" if number < 4 else "Fair")
    convert_prospects([people[0].id, people[1].id], how="hand", actor=shop.actor)
    lose_prospects([people[2].id], "price", actor=shop.actor)
    with as_tenant(shop.tenant_id):
        since, until = people[0].created_at, found(shop, people[5].id).captured_at.replace(year=2100)
        figures = get_figures(shop.actor, since=since, until=until)
    assert [(one.source, one.detail, one.captured, one.converted, one.lost, one.open) for one in figures] == [
        *(("call", "", 4, 2, 1, 1), ("visit", "Fair", 2, 0, 0, 2)),
    ]
    assert figures[0].share == 0.5


def test_a_prospect_follows_a_merge(shop: Shop) -> None:
    ada, twin = enter(shop, "Ada"), enter(shop, "Ada")
    capture(shop, twin.id, source="call")
    merge_customers(ada.id, twin.id, actor=shop.actor)
    assert found(shop, ada.id).source == "call"
