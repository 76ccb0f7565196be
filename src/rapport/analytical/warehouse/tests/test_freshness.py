"""What used to come and fell silent is found by a build's tests, and told once a day; it blocks nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import duckdb
import pytest
from django.utils import timezone
from tests.house import Shop

from rapport.analytical.warehouse.contracts import Build, Failure
from rapport.analytical.warehouse.operations.noticing import SILENT, tell_silent
from rapport.analytical.warehouse.queries.catalogue import list_tests
from rapport.kernel.ids import new_id
from rapport.kernel.notices.models import Notice
from rapport.kernel.tenancy.api import as_tenant

(FRESH,) = (test for test in list_tests() if test.name == "feeds_are_fresh")


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
