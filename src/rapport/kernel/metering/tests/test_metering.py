"""Usage is counted with the work or not at all, from many hands at once, and plans hold."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, connection, connections
from tests.house import ApiCaller, Shop

from rapport.kernel.errors import Forbidden
from rapport.kernel.metering.api import (
    count_usage,
    list_usage,
    require_level,
    require_quota,
    save_plan,
    sum_level,
    sum_month,
)
from rapport.kernel.tenancy.api import as_tenant, change_tenant
from rapport.kernel.work.api import unit_of_work


def used(shop: Shop, meter: str) -> int:
    with as_tenant(shop.tenant_id):
        return sum_month(meter, datetime.now(UTC).date())


def test_many_hands_count_without_losing_any(shop: Shop) -> None:
    def work() -> None:
        for _ in range(20):
            with as_tenant(shop.tenant_id):
                count_usage("calls", 3)
        connections.close_all()

    hands = [threading.Thread(target=work) for _ in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert used(shop, "calls") == 4 * 20 * 3


def test_what_was_taken_back_is_not_counted(shop: Shop, other_shop: Shop) -> None:
    with pytest.raises(ZeroDivisionError), as_tenant(shop.tenant_id):
        count_usage("calls")
        _ = 1 / 0
    with as_tenant(other_shop.tenant_id):
        count_usage("calls", 7)
    assert used(shop, "calls") == 0


def test_a_plan_holds(shop: Shop) -> None:
    save_plan("small", "Small", price_minor=900, currency="EUR", quotas={"calls": 10, "members": 2})
    change_tenant(shop.tenant_id, plan="small")
    with as_tenant(shop.tenant_id):
        count_usage("calls", 9)
        require_quota("calls")
        require_quota("unmetered", 10**9)
        require_level("members", 2)
        with pytest.raises(Forbidden):
            require_quota("calls", 2)
        with pytest.raises(Forbidden):
            require_level("members", 3)
        (line,) = [one for one in list_usage(datetime.now(UTC).date()) if one.meter == "calls"]
        assert (line.meter, line.amount, line.limit) == ("calls", 9, 10)


def test_no_business_changes_a_plan(shop: Shop) -> None:
    with pytest.raises(ProgrammingError), as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("update plan set quotas = '{}'")


class TestLevels:
    """Stored bytes and customers are counted by the database, whichever way they come."""

    def level(self, shop: Shop, meter: str = "storage.bytes") -> int:
        with as_tenant(shop.tenant_id):
            return sum_level(meter)

    def enter(self, shop: Shop, count: int) -> None:
        """Enter many files of one byte by one statement, as bulk work does."""
        with unit_of_work(shop.actor), connection.cursor() as cursor:
            cursor.execute(
                "insert into blob (id, tenant_id, name, purpose, sha256, size, media_type, created_at)"
                " select uuidv7(), %s, 'F' || n, 'probe', 'x', 1, 'text/plain', now()"
                " from generate_series(1, %s) n",
                [shop.tenant_id, count],
            )

    def test_follow_what_enters_and_leaves(self, shop: Shop, other_shop: Shop) -> None:
        self.enter(shop, 1000)
        self.enter(other_shop, 2)
        assert (self.level(shop), self.level(other_shop)) == (1000, 2)
        with as_tenant(shop.tenant_id), connection.cursor() as cursor:
            cursor.execute("delete from blob where name < 'F5'")
            cursor.execute("select count(*) from blob")
            assert cursor.fetchone() == (self.level(shop),)

    def test_customers_are_counted(self, api: ApiCaller, shop: Shop) -> None:
        assert api.post("/customers", {"kind": "person", "name": "Ada"}).status_code == 201
        assert self.level(shop, "customers") == 1

    def test_what_was_taken_back_is_not_counted(self, shop: Shop) -> None:
        with pytest.raises(ZeroDivisionError), as_tenant(shop.tenant_id):
            self.enter(shop, 5)
            raise ZeroDivisionError
        assert self.level(shop) == 0

    def test_beyond_the_plan_is_refused_whole_and_said_clearly(self, shop: Shop) -> None:
        save_plan("few", "Few", price_minor=0, currency="EUR", quotas={"storage.bytes": 10})
        change_tenant(shop.tenant_id, plan="few")
        self.enter(shop, 9)
        with pytest.raises(Forbidden) as refused:
            self.enter(shop, 2)
        assert refused.value.code == "quota"
        assert "10" in str(refused.value)
        assert self.level(shop) == 9
        self.enter(shop, 1)

    def test_the_api_and_the_pages_say_so_too(self, api: ApiCaller, shop: Shop) -> None:
        save_plan("none", "None", price_minor=0, currency="EUR", quotas={"customers": 0})
        change_tenant(shop.tenant_id, plan="none")
        answer = api.post("/customers", {"kind": "person", "name": "Ada"}, Accept_Language="zh-hans")
        assert (answer.status_code, answer.json()["code"]) == (403, "quota")
        assert "客户" in answer.json()["detail"]


def test_the_statement_names_levels_and_flows(shop: Shop) -> None:
    with as_tenant(shop.tenant_id):
        count_usage("mails", 3)
        lines = {line.meter: line for line in list_usage(datetime.now(UTC).date())}
    assert (lines["members"].amount, lines["members"].level) == (1, True)
    assert (lines["mails"].amount, lines["mails"].level) == (3, False)
