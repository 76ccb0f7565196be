"""Records are measured, a person's report is complete, and erasure leaves nothing that identifies."""

from datetime import UTC, datetime

import msgspec
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from tests.house import ApiCaller, Shop

from rapport.customers.consent.api import ConsentDraft, may_contact, record_consent
from rapport.customers.matching.api import merge_customers
from rapport.customers.party.api import (
    AddressDraft,
    CustomerState,
    ExternalIdDraft,
    InsightDraft,
    get_customer,
    list_customers,
    list_participants,
    record_insights,
)
from rapport.customers.party.contracts import CustomerFilter
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import clerk, enter, unit
from rapport.customers.quality.api import erase_customer, get_completeness, measure, write_report
from rapport.customers.timeline.api import CUSTOMER, Subject, TaskDraft, add_note, add_task, log_contact
from rapport.kernel.audit.api import check_seals, list_changes, seal_changes
from rapport.kernel.errors import Forbidden, Missing
from rapport.kernel.identity.api import Scope
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def full(shop: Shop, name: str = "Zuleika Dobson") -> CustomerState:
    """Enter a customer with something of every kind."""
    state = enter(
        shop,
        name,
        "zuleika@x.org",
        "+4917612345678",
        country="GB",
        locale="en",
        tags=("Zuleika",),
        addresses=(AddressDraft(street="Zuleika Road 1", city="Oxford"),),
        external_ids=(ExternalIdDraft("shop", f"zuleika-{new_id()}"),),
    )
    about = Subject(CUSTOMER, state.id, state.id)
    add_note(about, "Zuleika likes tea", actor=shop.actor)
    add_task(about, TaskDraft("Call Zuleika"), actor=shop.actor)
    log_contact(state.id, kind="call", summary="Zuleika called", actor=shop.actor)
    record_consent(ConsentDraft(state.id, "newsletter", "email", True), actor=shop.actor)
    insight = InsightDraft(state.id, "segment", 1, "loyal")
    record_insights([insight], model="m", model_version="1", as_of=NOW, actor=shop.actor)
    return state


class TestMeasure:
    def test_adds_up_to_a_hundred(self, shop: Shop) -> None:
        empty, state = enter(shop, "Ada"), full(shop)
        with as_tenant(shop.tenant_id):
            assert get_completeness(empty.id, actor=shop.actor).percent == 0
            found = get_completeness(state.id, actor=shop.actor)
        assert (found.percent, found.missing) == (85, ("verified", "birthday"))

    @given(
        st.builds(
            CustomerState,
            id=st.uuids(),
            version=st.just(1),
            kind=st.sampled_from(["person", "company", "household"]),
            name=st.text(),
            country=st.sampled_from(["", "DE"]),
            locale=st.sampled_from(["", "en"]),
            created_at=st.just(NOW),
            updated_at=st.just(NOW),
        ),
        st.booleans(),
    )
    def test_lies_between_nothing_and_everything(self, state: CustomerState, has_consent: bool) -> None:
        found = measure(state, has_consent=has_consent)
        assert 0 <= found.percent <= 100
        assert (found.percent == 100) == (found.missing == ())


class TestReport:
    def test_holds_every_row_about_the_person(self, shop: Shop) -> None:
        state = full(shop)
        with as_tenant(shop.tenant_id):
            report = write_report(state.id, actor=shop.actor)
            kept = self.rows_about(state)
        assert {name: len(rows) for name, rows in report["tables"].items()} == kept
        assert report["customer"]["name"] == "Zuleika Dobson"
        assert {line["table"] for line in report["history"]} >= {"party", "note", "consent"}
        msgspec.json.encode(report)

    def rows_about(self, state: CustomerState) -> dict[str, int]:
        kept: dict[str, int] = {}
        columns = [(one.table, one.column) for one in list_participants()]
        with connection.cursor() as cursor:
            for table, column in [*columns, ("insight", "party_id")]:
                cursor.execute(f"select count(*) from {table} where {column} = %s", [state.id])
                kept[table] = kept.get(table, 0) + cursor.fetchone()[0]
        return {table: count for table, count in kept.items() if count}

    def test_is_for_those_who_may_export(self, shop: Shop, other_shop: Shop) -> None:
        state = full(shop)
        with as_tenant(shop.tenant_id), pytest.raises(Forbidden):
            write_report(state.id, actor=clerk(shop, scope=Scope.ALL))
        with as_tenant(other_shop.tenant_id), pytest.raises(Missing):
            write_report(state.id, actor=other_shop.actor)


class TestErase:
    def test_leaves_nothing_that_identifies(self, shop: Shop) -> None:
        state, twin = full(shop), full(shop, "Zuleika D.")
        merge_customers(state.id, twin.id, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert "change" in self.mentions(shop)
            seal_changes()
        erase_customer(state.id, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            seal_changes()
            assert [check.intact for check in check_seals()] == [True, True]
            assert any(line.op == "E" for line in list_changes(subject_id=state.id))
            assert get_customer(state.id, actor=shop.actor).contact_points == []
            assert self.mentions(shop) == []
            assert not list_customers(shop.actor, filter=CustomerFilter(text="zuleika")).rows
            answer = may_contact(state.id, "newsletter", "email", at=NOW, actor=shop.actor)
        assert answer.reason == "do-not-contact"
        assert facts_of(shop.tenant_id, "customer.erased.v1")[0]["customer_id"] == str(state.id)

    def mentions(self, shop: Shop) -> list[str]:
        """Return the tables in which the name or an address still stands, history too."""
        found = []
        with connection.cursor() as cursor:
            cursor.execute(
                """select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                    where a.attname = 'tenant_id' and c.relkind = 'r'
                      and has_table_privilege(c.oid, 'select') and c.relname <> 'tag'"""
            )
            for (table,) in cursor.fetchall():
                cursor.execute(
                    f"select count(*) from {table} t where tenant_id = %s and t::text ~* 'zuleika|176123'",
                    [shop.tenant_id],
                )
                if cursor.fetchone()[0]:
                    found.append(table)
        return found

    def test_is_for_those_who_may_delete(self, shop: Shop) -> None:
        here = unit(shop, "here")
        state = enter(shop)
        with pytest.raises(Forbidden):
            erase_customer(state.id, actor=clerk(shop, scope=Scope.ALL))
        with pytest.raises(Missing):
            erase_customer(state.id, actor=clerk(shop, unit_id=here, verbs=("delete",)))


def test_over_the_api(api: ApiCaller, shop: Shop, other_shop: Shop) -> None:
    path = f"/customers/{full(shop).id}"
    assert api.get(f"{path}/completeness").json()["percent"] == 85
    assert api.get(f"{path}/report").json()["customer"]["name"] == "Zuleika Dobson"
    assert api.post(f"{path}/erase").status_code == 204
    assert api.get(path).json()["name"] == "–"
    for who in (enter(other_shop).id, new_id()):
        assert api.get(f"/customers/{who}/report").status_code == 404
        assert api.post(f"/customers/{who}/erase").status_code == 404
