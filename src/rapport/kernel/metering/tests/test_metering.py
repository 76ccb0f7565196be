"""Usage is counted with the work or not at all, from many hands at once, and plans hold."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, connection, connections
from tests.house import Shop

from rapport.kernel.errors import Forbidden
from rapport.kernel.metering.api import (
    count_usage,
    list_usage,
    require_level,
    require_quota,
    save_plan,
    sum_month,
)
from rapport.kernel.tenancy.api import as_tenant, change_tenant


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
        (line,) = list_usage(datetime.now(UTC).date())
        assert (line.meter, line.amount, line.limit) == ("calls", 9, 10)


def test_no_business_changes_a_plan(shop: Shop) -> None:
    with pytest.raises(ProgrammingError), as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("update plan set quotas = '{}'")
