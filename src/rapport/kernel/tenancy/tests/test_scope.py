"""What a transaction of a business promises when something inside it fails, and its kept plans."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from tests.house import Shop

from rapport.kernel.errors import Invalid
from rapport.kernel.statements import execute_planned, planned_cursor
from rapport.kernel.tenancy.api import as_tenant

SETTING = "select current_setting('rapport.tenant')"


def tenant_now() -> str:
    with connection.cursor() as cursor:
        cursor.execute(SETTING)
        return str(cursor.fetchone()[0])


class TestRefusalInside:
    def test_is_survived_by_the_transaction_around_it(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            with pytest.raises(Invalid), as_tenant(shop.tenant_id, actor_id=shop.actor.id):
                raise Invalid("No.")
            assert tenant_now() == str(shop.tenant_id)

    def test_undoes_a_whole_transaction(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id, whole=True):
            with pytest.raises(Invalid), as_tenant(shop.tenant_id, actor_id=shop.actor.id):
                raise Invalid("No.")
            assert transaction.get_rollback(using="default")
            with pytest.raises(TransactionManagementError):
                tenant_now()

    def test_is_survived_in_a_whole_transaction_by_who_asks_for_a_savepoint(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id, whole=True):
            with pytest.raises(Invalid), transaction.atomic(), as_tenant(shop.tenant_id):
                raise Invalid("No.")
            assert tenant_now() == str(shop.tenant_id)


class TestKeptPlan:
    def test_is_made_once_and_belongs_to_the_transaction(self, shop: Shop) -> None:
        text = "select current_setting('rapport.tenant'), %s::int4"
        with as_tenant(shop.tenant_id):
            for number in range(3):
                with planned_cursor() as cursor:
                    cursor.execute(text, [number])
                    assert cursor.fetchone() == (str(shop.tenant_id), number)
            with connection.cursor() as cursor:
                cursor.execute(
                    "select count(*) from pg_prepared_statements where statement = %s",
                    ["select current_setting('rapport.tenant'), $1::int4"],
                )
                assert cursor.fetchone() == (1,)

    def test_says_how_many_rows_it_wrote(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            assert execute_planned("update unit set name = name where id = %s", [shop.tenant_id]) == 0

    def test_is_counted_where_queries_are(self, shop: Shop, django_assert_num_queries: Any) -> None:
        with as_tenant(shop.tenant_id), django_assert_num_queries(1):
            execute_planned("select 1", [])
