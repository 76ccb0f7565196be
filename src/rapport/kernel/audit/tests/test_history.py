"""History is written whatever way a row changes, by nobody but the triggers, and tampering shows."""

from uuid import UUID

import psycopg
import pytest
from tests.house import HOME, Shop

from rapport.kernel.audit.api import check_seals, forget_contents, list_changes, seal_changes
from rapport.kernel.embedded import api as embedded
from rapport.kernel.identity.models import Unit
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work


def owner_connection() -> psycopg.Connection[tuple[object, ...]]:
    """Connect as the owner to the test's database, as somebody with stolen keys would."""
    from django.db import connections

    parts = embedded.connection_parts(HOME)["owner"] | {"dbname": connections["owner"].settings_dict["NAME"]}
    return psycopg.connect(**parts, autocommit=True)


class TestListChanges:
    def test_tells_who_changed_what_before_and_after(self, shop: Shop) -> None:
        with unit_of_work(shop.actor):
            unit = Unit.objects.create(name="Centre", code="c")
        with unit_of_work(shop.actor):
            Unit.objects.filter(id=unit.id).update(name="Centre City")
        with as_tenant(shop.tenant_id):
            newest, oldest = list_changes(subject_id=unit.id)
        assert newest.fields == {"name": ("Centre", "Centre City")}
        assert newest.actor_id == shop.actor.id
        assert (oldest.op, oldest.row_id) == ("I", unit.id)

    def test_counts_the_rows_of_a_bulk_insert_in_one_line(self, shop: Shop) -> None:
        with unit_of_work(shop.actor):
            Unit.objects.bulk_create(Unit(name=str(n), code=str(n)) for n in range(50))
        with as_tenant(shop.tenant_id):
            (line,) = list_changes(tables=["unit"])
        assert (line.op, line.count, line.row_id) == ("I", 50, None)

    def test_keeps_what_a_bulk_update_overwrote(self, shop: Shop) -> None:
        with unit_of_work(shop.actor):
            Unit.objects.bulk_create(Unit(name="old", code=str(n)) for n in range(3))
            Unit.objects.update(name="new")
        with as_tenant(shop.tenant_id):
            updates = [line for line in list_changes(tables=["unit"]) if line.op == "U"]
        assert [line.fields for line in updates] == [{"name": ("old", "new")}] * 3

    def test_keeps_nothing_of_what_was_rolled_back(self, shop: Shop) -> None:
        with pytest.raises(ZeroDivisionError), unit_of_work(shop.actor):
            Unit.objects.create(name="Centre", code="c")
            _ = 1 / 0
        with as_tenant(shop.tenant_id):
            assert list_changes(tables=["unit"]) == []

    def test_hides_the_digest_of_a_token(self, shop: Shop) -> None:
        from rapport.kernel.identity.api import create_token
        from rapport.kernel.identity.models import ApiToken

        with unit_of_work(shop.actor):
            token, _ = create_token("shop", "admin")
            ApiToken.objects.filter(id=token.id).update(name="web shop")
        with as_tenant(shop.tenant_id):
            assert all("digest" not in line.fields for line in list_changes(tables=["api_token"]))


class TestSeals:
    def test_hold_while_nobody_tampers(self, shop: Shop) -> None:
        self.change_and_seal(shop, 3)
        with as_tenant(shop.tenant_id):
            assert [check.intact for check in check_seals()] == [True] * 4

    @pytest.mark.parametrize(
        "tampering",
        [
            "update change set actor_id = gen_random_uuid() where table_name = 'unit' and op = 'U'",
            "delete from change where table_name = 'unit'",
            "update change_seal set count = count + 1 where number = 2",
            "delete from change_seal where number = 2",
            "update change set before = null, after = null, salt = null where op = 'U'",
            "update change set after = '{\"name\": \"else\"}' where op = 'U'",
            "update change set content = null where op = 'U'",
        ],
    )
    def test_break_when_history_is_edited_by_its_owner(self, shop: Shop, tampering: str) -> None:
        self.change_and_seal(shop, 3)
        with owner_connection() as owner:
            for table in ("change", "change_seal"):
                owner.execute(f"alter table {table} no force row level security")
            owner.execute(tampering)
            for table in ("change", "change_seal"):
                owner.execute(f"alter table {table} force row level security")
        with as_tenant(shop.tenant_id):
            assert not all(check.intact for check in check_seals())

    def test_hold_when_contents_are_forgotten_and_say_so(self, shop: Shop) -> None:
        unit_id = self.change_and_seal(shop, 3)
        with unit_of_work(shop.actor):
            assert forget_contents([unit_id]) == 3
        with as_tenant(shop.tenant_id):
            seal_changes()
            lines = list_changes(subject_id=unit_id)
            assert [check.intact for check in check_seals()] == [True] * 5
        assert [line.op for line in lines] == ["E", "U", "U", "U", "I"]
        assert lines[0].actor_id == shop.actor.id
        assert all(line.fields == {} for line in lines)

    def test_hold_when_contents_from_before_salts_are_forgotten(self, shop: Shop) -> None:
        with unit_of_work(shop.actor):
            unit = Unit.objects.create(name="Centre", code="c")
            Unit.objects.filter(id=unit.id).update(name="City")
        with owner_connection() as owner:  # as rows were written before contents had digests of their own
            owner.execute("alter table change no force row level security")
            owner.execute("update change set salt = null, content = null where op = 'U'")
            owner.execute("alter table change force row level security")
        with as_tenant(shop.tenant_id):
            seal_changes()
        with unit_of_work(shop.actor):
            assert forget_contents([unit.id]) == 1
        with as_tenant(shop.tenant_id):
            assert [check.intact for check in check_seals()] == [True]

    @staticmethod
    def change_and_seal(shop: Shop, times: int) -> UUID:
        with unit_of_work(shop.actor):
            unit = Unit.objects.create(name="Centre", code="c")
        with as_tenant(shop.tenant_id):
            seal_changes()
        for number in range(times):
            with unit_of_work(shop.actor):
                Unit.objects.filter(id=unit.id).update(name=f"Centre {number}")
            with as_tenant(shop.tenant_id):
                assert seal_changes()
        return unit.id
