"""The wall between businesses holds in the database itself."""

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from tests.house import Shop

from rapport.kernel.identity.models import Unit
from rapport.kernel.tenancy.api import NoTenant, OtherTenant, as_tenant


def unit_count() -> int:
    return Unit.objects.count()


class TestAsTenant:
    def test_shows_only_its_own_rows(self, shop: Shop, other_shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            Unit.objects.create(name="Centre", code="c")
        with as_tenant(other_shop.tenant_id):
            assert unit_count() == 0
        with as_tenant(shop.tenant_id):
            assert unit_count() == 1

    def test_shows_nothing_without_a_tenant(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            Unit.objects.create(name="Centre", code="c")
        assert unit_count() == 0

    def test_refuses_to_become_another_tenant(self, shop: Shop, other_shop: Shop) -> None:
        with as_tenant(shop.tenant_id), pytest.raises(OtherTenant), as_tenant(other_shop.tenant_id):
            pass

    def test_refuses_a_row_without_a_tenant(self, shop: Shop) -> None:
        with pytest.raises(NoTenant):
            Unit(name="Nowhere", code="n")

    def test_keeps_the_outer_actor_after_a_nested_one(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id, actor_id=shop.actor.id):
            with as_tenant(shop.tenant_id, actor_id=shop.person.id):
                pass
            assert _setting("rapport.actor") == str(shop.actor.id)


class TestRowLevelSecurity:
    def test_refuses_to_insert_for_a_stranger(self, shop: Shop, other_shop: Shop) -> None:
        with pytest.raises(ProgrammingError, match="row-level security"), as_tenant(shop.tenant_id):
            Unit.objects.create(tenant_id=other_shop.tenant_id, name="Spy", code="s")

    def test_refuses_to_move_a_row_to_a_stranger(self, shop: Shop, other_shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            Unit.objects.create(name="Centre", code="c")
        with pytest.raises(ProgrammingError, match="row-level security"), as_tenant(shop.tenant_id):
            Unit.objects.update(tenant_id=other_shop.tenant_id)

    def test_refuses_a_child_of_a_strangers_row(self, shop: Shop, other_shop: Shop) -> None:
        with as_tenant(other_shop.tenant_id):
            theirs = Unit.objects.create(name="Theirs", code="t")
        with pytest.raises(Exception, match="unit_parent_id_tenant_fk"), as_tenant(shop.tenant_id):
            Unit.objects.create(name="Mine", code="m", parent_id=theirs.id)

    @pytest.mark.parametrize(
        "statement",
        [
            "truncate unit",
            "alter table unit disable row level security",
            "set local session_replication_role = replica",
            "insert into change (tenant_id, table_name, op) values (gen_random_uuid(), 'x', 'I')",
            "delete from change",
            "update change set actor_id = null",
            "select * from fact",
            "select * from person",
            "select * from django_session",
            "create table mine (id int)",
        ],
    )
    def test_refuses_the_app_more_than_its_rights(self, shop: Shop, statement: str) -> None:
        with pytest.raises(ProgrammingError), as_tenant(shop.tenant_id), connection.cursor() as cursor:
            cursor.execute(statement)

    def test_the_app_is_neither_owner_nor_superuser(self, shop: Shop) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select rolsuper, rolbypassrls from pg_roles where rolname = current_user")
            assert cursor.fetchone() == (False, False)
            cursor.execute("select count(*) from pg_tables where tableowner = current_user")
            assert cursor.fetchone() == (0,)


class TestEveryTable:
    def test_with_a_tenant_is_walled_and_keyed(self, shop: Shop) -> None:
        assert (
            _rows(
                """select c.relname from pg_class c
                 join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
                where c.relkind in ('r', 'p') and not c.relispartition
                  and not (c.relrowsecurity and c.relforcerowsecurity)"""
            )
            == []
        )

    def test_refers_to_tenants_tables_by_composite_keys_only(self, shop: Shop) -> None:
        assert (
            _rows(
                """select k.conname from pg_constraint k
                 join pg_attribute a on a.attrelid = k.confrelid and a.attname = 'tenant_id'
                where k.contype = 'f' and array_length(k.conkey, 1) = 1"""
            )
            == []
        )

    def test_asks_for_the_tenant_once_a_statement_when_rows_are_written(self, shop: Shop) -> None:
        checks = _rows("select with_check from pg_policies where with_check like '(tenant_id%'")
        assert checks
        assert [check for check in checks if "SELECT" not in str(check)] == []


def _rows(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting(%s, true)", [name])
        return str((cursor.fetchone() or [""])[0])


def test_an_error_leaves_the_pooled_connection_without_a_tenant(shop: Shop) -> None:
    with pytest.raises(ZeroDivisionError), as_tenant(shop.tenant_id):
        _ = 1 / 0
    assert _setting("rapport.tenant") == ""
