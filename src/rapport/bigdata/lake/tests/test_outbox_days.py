"""Days of the outbox go once every consumer has had their facts and the lake has them, and not before."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from tests.house import Shop

from rapport.bigdata.lake.operations.placing import adopt_lake
from rapport.bigdata.lake.operations.writing import LakeWriter
from rapport.bigdata.lake.tests.carrying import LampLit, labels, light, waiting
from rapport.kernel.ids import new_id
from rapport.kernel.outbox import bus
from rapport.kernel.outbox.api import find_dropped, prune, relay_once, subscribe

pytestmark = pytest.mark.usefixtures("nothing_waits")

LONG_AGO = datetime.now(UTC) - timedelta(days=40)
TODAY = datetime.now(UTC).date()


@pytest.fixture(autouse=True)
def days(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Thirty days stay; one day forty days ago has a part of its own, as it would; nobody else listens."""
    monkeypatch.setenv("RAPPORT_OUTBOX_DAYS", "30")
    monkeypatch.setattr(bus, "_subscriptions", {})
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"""create table if not exists {_part()} partition of fact
                for values from (fact_id_at(date_trunc('day', %s::timestamptz, 'UTC')))
                            to (fact_id_at(date_trunc('day', %s::timestamptz, 'UTC') + interval '1 day'))""",
            [LONG_AGO, LONG_AGO],
        )
    yield
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"drop table if exists {_part()}; delete from fact_dropped")
    connections["owner"].close()


def _part() -> str:
    return f"fact_{LONG_AGO:%Y%m%d}"


def _told(shop: Shop) -> list[str]:
    query = "select payload->>'label' from fact where name = %s and tenant_id = %s order by 1"
    with connections["relay"].cursor() as cursor:
        cursor.execute(query, [LampLit.name, shop.tenant_id])
        return [row[0] for row in cursor.fetchall()]


def light_long_ago(shop: Shop, label: str, monkeypatch: pytest.MonkeyPatch, at: datetime = LONG_AGO) -> None:
    """Tell of a lamp under an id of that day."""
    with monkeypatch.context() as then:
        old = UUID(f"{int(at.timestamp() * 1000):012x}{new_id().hex[12:]}")
        then.setattr("rapport.kernel.outbox.operations.new_id", lambda: old)
        light(shop, label)


def take(shop: Shop) -> None:
    """Have the lake take what waits."""
    LakeWriter(lambda table: None).take(waiting(shop))


def test_old_days_go_once_the_lake_has_them(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    adopt_lake()
    light_long_ago(shop, "of a day with a part", monkeypatch)
    light_long_ago(shop, "of a day without", monkeypatch, LONG_AGO - timedelta(days=300))
    light(shop, "of today")
    assert prune() is None, "nobody gathered them"
    batches = waiting(shop)
    assert prune() is None, "the lake does not have them"
    assert len(_told(shop)) == 3
    LakeWriter(lambda table: None).take(batches)
    assert prune() == TODAY - timedelta(days=30)
    assert _told(shop) == ["of today"]
    assert labels(shop) == ["of a day with a part", "of a day without", "of today"]
    assert find_dropped() == TODAY - timedelta(days=30)
    with connections["relay"].cursor() as cursor:
        cursor.execute("select to_regclass(%s)", [_part()])
        assert cursor.fetchone() == (None,)


def test_old_days_wait_for_every_consumer(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Any] = []
    subscribe("test.late", [LampLit.name], heard.extend)
    light_long_ago(shop, "hers", monkeypatch)
    take(shop)
    assert prune() is None
    assert _told(shop) == ["hers"]
    relay_once()
    assert "hers" in [one.payload["label"] for one in heard if one.tenant_id == shop.tenant_id]
    assert prune() is not None
    assert _told(shop) == []


def test_unless_the_installation_says_so_all_days_stay(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAPPORT_OUTBOX_DAYS")
    light_long_ago(shop, "hers", monkeypatch)
    take(shop)
    assert prune() is None
    assert _told(shop) == ["hers"]
    monkeypatch.setenv("RAPPORT_OUTBOX_DAYS", "50")
    prune()
    assert _told(shop) == ["hers"]


def test_today_is_never_dropped(shop: Shop) -> None:
    with connections["relay"].cursor() as cursor, pytest.raises(Exception, match="facts of today stay"):
        cursor.execute("select fact_drop_before(%s)", [TODAY])
