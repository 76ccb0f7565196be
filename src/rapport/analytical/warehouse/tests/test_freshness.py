"""What used to come and fell silent is found by a build's tests, and told once a day; it blocks nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from django.utils import timezone
from tests.house import Shop
from tests.scenarios.marts import fill

from rapport.analytical.warehouse.contracts import Build, Failure
from rapport.analytical.warehouse.operations import opening
from rapport.analytical.warehouse.operations.building import build_marts
from rapport.analytical.warehouse.operations.noticing import OLD, SILENT, tell_silent
from rapport.analytical.warehouse.operations.watching import watch_marts
from rapport.analytical.warehouse.queries.catalogue import list_tests
from rapport.bigdata.lake.tests.carrying import forget_waiting, waiting
from rapport.customers.party.api import create_customer
from rapport.customers.party.contracts import CustomerDraft
from rapport.kernel.ids import new_id
from rapport.kernel.notices.models import Notice
from rapport.kernel.tenancy.api import as_tenant

(FRESH,) = (test for test in list_tests() if test.name == "feeds_are_fresh")


@pytest.fixture
def lake(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lake and marts of the test's own."""
    monkeypatch.setenv("RAPPORT_LAKE_URL", str(tmp_path / "lake"))
    monkeypatch.setattr(opening, "mart_file", lambda tenant_id: tmp_path / f"{tenant_id}.duckdb")
    forget_waiting()
    return tmp_path


@pytest.fixture
def marts() -> Iterator[duckdb.DuckDBPyConnection]:
    """Marts with nothing but the days on which something came."""
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("create table feed_days (feed varchar, day date, times bigint)")
        yield connection


@pytest.mark.parametrize(
    ("every", "until", "days", "silent"),
    [
        (1, 0, 30, False),
        (1, 4, 30, False),
        (1, 5, 30, True),
        (4, 10, 18, False),
        (4, 11, 18, True),
        (1, 30, 13, False),
    ],
)
def test_who_falls_silent_is_known_by_their_own_rhythm(
    marts: duckdb.DuckDBPyConnection, every: int, until: int, days: int, *, silent: bool
) -> None:
    today = datetime.now(UTC).date()
    for number in range(days):
        day = today - timedelta(days=until + every * number)
        marts.execute("insert into feed_days values ('orders', ?, 1)", [day])
    marts.execute("insert into feed_days select 'events', current_date - n::int, 1 from range(40) t(n)")
    found = [row[0] for row in marts.execute(FRESH.sql).fetchall()]
    assert found == (["orders"] if silent else [])


def test_it_blocks_nothing_and_is_told_once_a_day(shop: Shop) -> None:
    assert (FRESH.blocks, FRESH.tells) == (False, True)
    found = Failure(FRESH.name, FRESH.about, 2, "", FRESH.of, FRESH.blocks, FRESH.tells)
    plain = Failure("plain", "", 1, "", blocks=False)
    for failures in ([plain], [plain, found], [found]):
        build = Build(new_id(), "published", False, 1, {}, failures, timezone.now(), 1.0)
        with as_tenant(shop.tenant_id):
            tell_silent(build)
    with as_tenant(shop.tenant_id):
        told = list(Notice.objects.filter(kind=SILENT))
    assert [one.values for one in told] == [{"feeds": 2}]


class TestNobodyBuilds:
    """Marts whose builds stopped, or that nothing comes to any more, are found beside the builds."""

    def test_facts_that_wait_longer_than_promised_are_told_once_a_day(self, shop: Shop, lake: Path) -> None:
        now = timezone.now()
        create_customer(CustomerDraft(name="Ada"), actor=shop.actor)
        fill(waiting(shop))
        assert watch_marts(shop.tenant_id, now=now) == [], "they may wait for an hour"
        later = now + timedelta(hours=3)
        assert [watch_marts(shop.tenant_id, now=later) for _ in range(2)] == [["old"], ["old"]]
        with as_tenant(shop.tenant_id):
            assert [one.values for one in Notice.objects.filter(kind=OLD)] == [{"hours": 2}]
        build_marts(shop.tenant_id)
        assert watch_marts(shop.tenant_id, now=later) == []
        with duckdb.connect(opening.mart_file(shop.tenant_id)) as marts:
            marts.execute(
                "insert into feed_days select 'orders', current_date - 9 - n::int, 1 from range(30) t(n)"
            )
        assert watch_marts(shop.tenant_id, now=now) == ["silent"]
        with as_tenant(shop.tenant_id):
            assert [one.values for one in Notice.objects.filter(kind=SILENT)] == [{"feeds": 1}]
