"""An erasure leaves nothing that tells who it was, wherever it stood; the seals stay whole."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection
from tests.house import ApiCaller, Shop

from rapport.customers.consent.api import may_contact
from rapport.customers.matching.api import merge_customers
from rapport.customers.party.api import get_customer, list_customers, list_personal_tables
from rapport.customers.party.contracts import CustomerFilter, PersonalTable
from rapport.customers.party.operations import personal
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import clerk, enter, unit
from rapport.customers.privacy.api import erase_customer, write_report
from rapport.customers.privacy.tests.people import EMAIL, NAME, find_everywhere, full
from rapport.kernel.audit.api import check_seals, list_changes, seal_changes
from rapport.kernel.errors import Forbidden, Missing
from rapport.kernel.identity.api import Scope
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant

NOW = datetime(2026, 3, 1, tzinfo=UTC)
COPIES = {
    "notice": "(id, member_id, kind, key, subject_id, values, created_at)"
    " values (uuidv7(), uuidv7(), 'task.due', 'k', uuidv7(), %(json)s, now())",
    "kept_answer": "(id, caller_id, key, fingerprint, status, headers, body, at)"
    " values (uuidv7(), uuidv7(), 'k', '\\x00', 200, '{}', convert_to(%(text)s, 'UTF8'), now())",
    "job": "(id, kind, lane, key, args, state, priority, due_at, attempt, attempts, done, total, rate,"
    " message, error, result, created_by_kind, created_at, worker)"
    " values (uuidv7(), 'x', 'quick', '', %(json)s, 'done', 0, now(), 1, 1, 0, 0, 0, %(text)s, '', %(json)s,"
    " 'system', now(), '')",
}
"""Copies a log or a cache keeps of a person, as they would stand there."""


def put_copies(shop: Shop) -> None:
    values = {"email": EMAIL, "text": f"Dear {NAME} <{EMAIL}>", "json": f'{{"who": "{NAME}"}}'}
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        for table, row in COPIES.items():
            cursor.execute(f"insert into {table} {row}", values)


class TestErase:
    def test_leaves_nothing_that_tells_who_it_was(self, shop: Shop) -> None:
        state, twin = full(shop), full(shop, "Zuleika D.")
        merge_customers(state.id, twin.id, actor=shop.actor)
        put_copies(shop)
        before = find_everywhere(shop)
        assert before >= {"change.before", "fact", "note.body", "consent.proof"}
        assert before >= {"notice.values", "kept_answer.body", "job.result"}
        with as_tenant(shop.tenant_id):
            seal_changes()
        erase_customer(state.id, actor=shop.actor)
        assert find_everywhere(shop) == set()
        with as_tenant(shop.tenant_id):
            seal_changes()
            assert [check.intact for check in check_seals()] == [True, True]
            assert any(line.op == "E" for line in list_changes(subject_id=state.id))
            assert get_customer(state.id, actor=shop.actor).contact_points == []
            assert not list_customers(shop.actor, filter=CustomerFilter(text="zuleika")).rows
            answer = may_contact(state.id, "newsletter", "email", at=NOW, actor=shop.actor)
        assert answer.reason == "do-not-contact"
        assert facts_of(shop.tenant_id, "customer.erased.v1")[0]["customer_id"] == str(state.id)

    def test_a_table_nobody_named_would_be_found(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        state = full(shop)
        monkeypatch.delitem(personal._tables, ("note", "party_id"))
        erase_customer(state.id, actor=shop.actor)
        assert "note.body" in find_everywhere(shop)

    def test_another_persons_data_stay(self, shop: Shop) -> None:
        state = full(shop)
        other = enter(shop, "Ada Byron", "ada@x.org", "+4915112345678")
        before = find_everywhere(shop, ("ada byron", "ada@x.org"))
        erase_customer(state.id, actor=shop.actor)
        assert find_everywhere(shop, ("ada byron", "ada@x.org")) == before
        with as_tenant(shop.tenant_id):
            assert get_customer(other.id, actor=shop.actor).name == "Ada Byron"

    def test_is_for_those_who_may_delete(self, shop: Shop) -> None:
        here = unit(shop, "here")
        state = enter(shop)
        with pytest.raises(Forbidden):
            erase_customer(state.id, actor=clerk(shop, scope=Scope.ALL))
        with pytest.raises(Missing):
            erase_customer(state.id, actor=clerk(shop, unit_id=here, verbs=("delete", "edit")))


class TestReport:
    def test_holds_every_row_about_the_person(self, shop: Shop) -> None:
        state = full(shop)
        with as_tenant(shop.tenant_id):
            report = write_report(state.id, actor=shop.actor)
            kept = {
                table.table for table in list_personal_tables() if table.given and self.has(table, state.id)
            }
        assert set(report["tables"]) == kept
        assert report["customer"]["name"] == NAME
        assert {line["table"] for line in report["history"]} >= {"party", "note", "consent"}

    def has(self, table: PersonalTable, party_id: UUID) -> bool:
        if table.through:
            return False
        with connection.cursor() as cursor:
            cursor.execute(f"select 1 from {table.table} where {table.column} = %s", [party_id])
            return cursor.fetchone() is not None

    def test_names_nobody_else(self, shop: Shop, make_tie: Callable[..., None]) -> None:
        state, other = full(shop), enter(shop, "Ada Byron", "ada@x.org")
        make_tie(state, other)
        with as_tenant(shop.tenant_id):
            told = str(write_report(state.id, actor=shop.actor))
        assert "Ada Byron" not in told and str(other.id) not in told and shop.actor.name not in told

    def test_is_for_those_who_may_export(self, shop: Shop, other_shop: Shop) -> None:
        state = full(shop)
        with as_tenant(shop.tenant_id), pytest.raises(Forbidden):
            write_report(state.id, actor=clerk(shop, scope=Scope.ALL))
        with as_tenant(other_shop.tenant_id), pytest.raises(Missing):
            write_report(state.id, actor=other_shop.actor)


@pytest.fixture
def make_tie(shop: Shop) -> Callable[..., None]:
    """Return a function that ties two customers."""
    from rapport.customers.party.api import add_relation

    return lambda one, other: add_relation(one.id, other.id, "spouse_of", actor=shop.actor)


def test_over_the_api(api: ApiCaller, shop: Shop, other_shop: Shop) -> None:
    path = f"/customers/{full(shop).id}"
    assert api.get(f"{path}/report").json()["customer"]["name"] == NAME
    assert api.post(f"{path}/erase").status_code == 204
    assert api.get(path).json()["name"] == "–"
    for who in (enter(other_shop).id, new_id()):
        assert api.get(f"/customers/{who}/report").status_code == 404
        assert api.post(f"/customers/{who}/erase").status_code == 404
