"""Two become one without losing a row, and part again exactly as they were."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.house import Shop

from rapport.customers.consent.api import (
    ConsentDraft,
    PreferenceState,
    list_ledger,
    record_consent,
    set_preference,
)
from rapport.customers.matching.api import list_merges, merge_customers, unmerge_customers
from rapport.customers.party import api as party
from rapport.customers.party.api import AddressDraft, ContactDraft, ExternalIdDraft, PurchaseCounter
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import clerk, enter, unit
from rapport.customers.timeline.api import CUSTOMER, Subject, TaskDraft, add_note, add_task, list_notes
from rapport.kernel.errors import Conflict, Forbidden, Invalid, Missing
from rapport.kernel.identity.api import Scope
from rapport.kernel.tenancy.api import as_tenant

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TABLES: tuple[str, ...] = (
    "party",
    "contact_point",
    "address",
    "external_id",
    "party_role",
    "party_tag",
    "relation",
)
TABLES += ("handover", "insight", "consent", "preference", "touch", "note", "task", "attachment")


def checksums(shop: Shop) -> dict[str, str]:
    """Return a digest of all rows of each table of the shop; versions and moments of change aside."""
    sums = {}
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                f"select md5(coalesce(string_agg(x, '' order by x), '')) from"
                f" (select (to_jsonb(t) - 'version' - 'updated_at')::text as x from {table} t) r"
            )
            sums[table] = cursor.fetchone()[0]
    return sums


def rich(shop: Shop, name: str, *, mail: str, tags: tuple[str, ...], spent: int, unit_id: UUID) -> UUID:
    """Enter a customer with something in every table."""
    state = enter(
        shop,
        name,
        mail,
        "shared@x.org",
        "+4917612345678",
        tags=tags,
        roles=("customer",),
        addresses=(AddressDraft(city=name, preferred=True),),
        external_ids=(ExternalIdDraft("shop", name),),
    )
    party.change_contact_point(state.id, state.contact_points[0].id, preferred=True, actor=shop.actor)
    party.hand_over([state.id], unit_id=unit_id, actor=shop.actor)
    counter = PurchaseCounter(state.id, 1, spent, "EUR", NOON, NOON)
    party.set_purchase_counters([counter], actor=shop.actor)
    record_consent(ConsentDraft(state.id, "newsletter", "email", spent > 5), actor=shop.actor)
    set_preference(state.id, PreferenceState("email"), actor=shop.actor)
    about = Subject(CUSTOMER, state.id, state.id)
    add_note(about, f"Note of {name}", actor=shop.actor)
    add_task(about, TaskDraft(f"Task of {name}"), actor=shop.actor)
    insight = party.InsightDraft(state.id, "segment", 1, name)
    party.record_insights([insight], model="m", model_version="1", as_of=NOON, actor=shop.actor)
    return state.id


@pytest.fixture
def two(shop: Shop) -> tuple[UUID, UUID]:
    """Two records of one customer, tied to each other and to a third."""
    town = unit(shop, "town")
    ada = rich(shop, "Ada", mail="ada@x.org", tags=("VIP", "tea"), spent=700, unit_id=town)
    twin = rich(shop, "Ada L.", mail="ada@y.org", tags=("tea", "cups"), spent=50, unit_id=town)
    firm = enter(shop, "Acme", kind="company").id
    party.add_relation(ada, twin, "partner_of", actor=shop.actor)
    for one in (ada, twin):
        party.add_relation(one, firm, "employee_of", actor=shop.actor)
    party.add_relation(firm, twin, "agent_of", actor=shop.actor)
    return ada, twin


class TestMergeCustomers:
    def test_keeps_everything_of_both(self, shop: Shop, two: tuple[UUID, UUID]) -> None:
        ada, twin = two
        merge_customers(ada, twin, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            state = party.get_customer(ada, actor=shop.actor)
            notes = list_notes(Subject(CUSTOMER, ada), actor=shop.actor)
            ledger = list_ledger(ada, actor=shop.actor)
        assert {point.normal for point in state.contact_points} == {
            *("ada@x.org", "ada@y.org", "shared@x.org", "+4917612345678")
        }
        assert [point.normal for point in state.contact_points if point.preferred] == ["ada@x.org"]
        assert sorted(state.tags) == ["VIP", "cups", "tea"]
        assert [(one.city, one.preferred) for one in state.addresses] == [("Ada", True), ("Ada L.", False)]
        assert (state.order_count, state.spent_minor, len(state.external_ids)) == (2, 750, 2)
        assert len(notes) == 2
        assert [line.given for line in ledger] == [True, True]

    def test_leads_old_ids_to_the_survivor(self, shop: Shop, two: tuple[UUID, UUID]) -> None:
        ada, twin = two
        merge_customers(ada, twin, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert party.get_customer(twin, actor=shop.actor).id == ada
            names = [row.name for row in party.list_customers(shop.actor).rows]
        assert sorted(names) == ["Acme", "Ada"]
        with pytest.raises(party.MergedAway) as refusal:
            party.update_customer(twin, {"city": "Paris"}, actor=shop.actor)
        assert refusal.value.survivor_id == ada
        about = Subject(CUSTOMER, twin, twin)
        assert add_note(about, "to the old id", actor=shop.actor).party_id == ada
        (fact,) = facts_of(shop.tenant_id, "customer.merged.v1")
        assert (fact["customer_id"], fact["merged_id"]) == (str(ada), str(twin))

    def test_takes_the_fields_that_were_chosen_and_fills_blanks(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", city="London").id
        twin = enter(shop, "Ada L.", city="Paris", tax_number="GB1").id
        merge_customers(ada, twin, take=["city"], actor=shop.actor)
        with as_tenant(shop.tenant_id):
            state = party.get_customer(ada, actor=shop.actor)
        assert (state.name, state.city, state.tax_number) == ("Ada", "Paris", "GB1")

    def test_refuses_what_makes_no_sense(self, shop: Shop, other_shop: Shop) -> None:
        ada, twin, firm = enter(shop).id, enter(shop).id, enter(shop, "Acme", kind="company").id
        with pytest.raises(Invalid):
            merge_customers(ada, ada, actor=shop.actor)
        with pytest.raises(Invalid):
            merge_customers(ada, twin, take=["tenant_id"], actor=shop.actor)
        with pytest.raises(Conflict):
            merge_customers(ada, firm, actor=shop.actor)
        with pytest.raises(Conflict):
            merge_customers(ada, twin, version=9, actor=shop.actor)
        with pytest.raises(Missing):
            merge_customers(ada, enter(other_shop).id, actor=shop.actor)
        with pytest.raises(Forbidden):
            merge_customers(ada, twin, actor=clerk(shop, scope=Scope.ALL))
        here = unit(shop, "here")
        with pytest.raises(Missing):
            merge_customers(ada, twin, actor=clerk(shop, unit_id=here, verbs=("view", "merge")))
        merge_customers(ada, twin, actor=shop.actor)
        with pytest.raises(party.MergedAway):
            merge_customers(firm, twin, take=["kind"], actor=shop.actor)


class TestUnmergeCustomers:
    def test_restores_every_row_exactly(self, shop: Shop, two: tuple[UUID, UUID]) -> None:
        ada, twin = two
        before = checksums(shop)
        merge = merge_customers(ada, twin, take=["name", "city"], actor=shop.actor)
        assert checksums(shop) != before
        unmerge_customers(merge.id, actor=shop.actor)
        assert checksums(shop) == before
        with pytest.raises(Conflict):
            unmerge_customers(merge.id, actor=shop.actor)
        again = merge_customers(twin, ada, actor=shop.actor)
        unmerge_customers(again.id, actor=shop.actor)
        assert checksums(shop) == before

    def test_keeps_what_was_done_since(self, shop: Shop) -> None:
        ada, twin = enter(shop, "Ada").id, enter(shop, "Ada L.", "ada@y.org", city="Paris").id
        merge = merge_customers(ada, twin, actor=shop.actor)
        party.update_customer(ada, {"city": "Leeds"}, actor=shop.actor)
        party.add_contact_point(ada, ContactDraft("email", "new@x.org"), actor=shop.actor)
        unmerge_customers(merge.id, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            one, other = (party.get_customer(who, actor=shop.actor) for who in (ada, twin))
            assert [line.undone_at is None for line in list_merges(ada, actor=shop.actor)] == [False]
        assert (one.city, [point.normal for point in one.contact_points]) == ("Leeds", ["new@x.org"])
        assert (other.city, [point.normal for point in other.contact_points]) == ("Paris", ["ada@y.org"])

    def test_goes_back_in_order(self, shop: Shop) -> None:
        a, b, c = (enter(shop, name, f"{name}@x.org").id for name in "abc")
        before = checksums(shop)
        first = merge_customers(b, c, actor=shop.actor)
        second = merge_customers(a, b, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert party.get_customer(c, actor=shop.actor).id == a
        with pytest.raises(Conflict):
            unmerge_customers(first.id, actor=shop.actor)
        unmerge_customers(second.id, actor=shop.actor)
        unmerge_customers(first.id, actor=shop.actor)
        assert checksums(shop) == before

    def test_is_refused_to_strangers(self, shop: Shop, other_shop: Shop) -> None:
        merge = merge_customers(enter(shop).id, enter(shop).id, actor=shop.actor)
        with pytest.raises(Missing):
            unmerge_customers(merge.id, actor=other_shop.actor)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_chain_of_merges_undone_backwards_leaves_no_trace(shop: Shop, data: st.DataObject) -> None:
    people = [_any_customer(shop, data, number) for number in range(4)]
    for one, other in data.draw(st.sets(st.sampled_from([(0, 1), (1, 2), (2, 3), (3, 0), (0, 2)]))):
        party.add_relation(people[one], people[other], "referred_by", actor=shop.actor)
    before = checksums(shop)
    living, merges = list(people), []
    for _ in range(data.draw(st.integers(1, 3))):
        survivor, merged = data.draw(st.permutations(living))[:2]
        take = data.draw(st.sets(st.sampled_from(["name", "city", "country", "birth_date"])))
        merges.append(merge_customers(survivor, merged, take=take, actor=shop.actor))
        living.remove(merged)
    for merge in reversed(merges):
        unmerge_customers(merge.id, actor=shop.actor)
    assert checksums(shop) == before


def _any_customer(shop: Shop, data: st.DataObject, number: int) -> UUID:
    mails = data.draw(st.sets(st.sampled_from(["a@x.org", "b@x.org", "c@x.org"])))
    values: dict[str, Any] = {
        "tags": tuple(data.draw(st.sets(st.sampled_from(["t", "u"])))),
        "roles": tuple(data.draw(st.sets(st.sampled_from(["customer", "press"])))),
        "city": data.draw(st.sampled_from(["", "London", "Paris"])),
        "birth_date": data.draw(st.none() | st.just(NOON.date())),
    }
    who = enter(shop, f"C{number}", *mails, **values).id
    if data.draw(st.booleans()):
        set_preference(who, PreferenceState("sms"), actor=shop.actor)
    if data.draw(st.booleans()):
        counter = PurchaseCounter(
            who, number, number * 10, data.draw(st.sampled_from(["EUR", "USD"])), NOON, NOON
        )
        party.set_purchase_counters([counter], actor=shop.actor)
    return who
