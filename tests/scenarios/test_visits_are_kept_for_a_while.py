"""What visitors did goes by the business's rule, of nobody known or of everybody: outbox, lake, marts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from deltalake import DeltaTable
from django.db import connections

from rapport.analytical.warehouse.operations.building import build_marts
from rapport.bigdata.ingest.operations.sources import add_source
from rapport.bigdata.lake.contracts import TableName
from rapport.bigdata.lake.operations.cutting import cut_asked
from rapport.bigdata.lake.operations.keeping import LakeKeeper
from rapport.bigdata.lake.queries.tables import list_stored_files
from rapport.bigdata.lake.tests.carrying import waiting
from rapport.customers.privacy.operations.keeping import keep_rules, set_rule
from rapport.kernel.ids import new_id
from rapport.kernel.work.api import work_as_of
from tests.house import ApiCaller, Shop
from tests.scenarios.marts import assert_as_from_nothing, fill, in_mart
from tests.scenarios.test_visits_reach_their_customer import seen, tell

pytestmark = pytest.mark.usefixtures("nothing_waits")

LONG_AGO = datetime.now(UTC) - timedelta(days=200)
VISITED = "behaviour.recorded.v1"


@contextmanager
def long_ago(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have facts told as if two hundred days ago."""

    def old_id() -> UUID:
        return UUID(f"{int(LONG_AGO.timestamp() * 1000):012x}{new_id().hex[12:]}")

    with monkeypatch.context() as then, work_as_of(LONG_AGO):
        then.setattr("rapport.kernel.outbox.operations.new_id", old_id)
        yield


@pytest.fixture
def browsed(shop: Shop, lake: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Ada, whom the shop knows, and two strangers were there long ago; one stranger came back."""
    key = add_source("Shop", "server", actor=shop.actor)[1]
    with long_ago(monkeypatch):
        tell(
            key,
            seen("product", "stranger", 0, sku="TEA"),
            seen("product", "ada", 1, sku="MUG"),
            seen("product", "stranger", 2, sku="POT"),
        )
        tell(key, seen("product", "passer-by", 3, sku="TEA"))
        tell(key, seen("identify", "ada", 5, user="4711", email="ada@example.com"))
    tell(key, seen("product", "stranger", 60, sku="CUP"))
    fill(waiting(shop))
    build_marts(shop.tenant_id)
    assert skus(lake, shop) == ["CUP", "MUG", "POT", "TEA", "TEA"]
    return shop


def skus(lake: Path, shop: Shop) -> list[str]:
    return [row[0] for row in in_mart(lake, shop, "select sku from events where sku is not null order by 1")]


def keep(shop: Shop, kind: str) -> int:
    set_rule(kind, 3, active=True, actor=shop.actor)
    return keep_rules(actor=shop.actor, tell=lambda gone: None)


def in_outbox(shop: Shop) -> int:
    """Return how many parcels of what visitors did the database has."""
    with connections["relay"].cursor() as cursor:
        cursor.execute(
            "select count(*) from fact where tenant_id = %s and name = %s", [shop.tenant_id, VISITED]
        )
        return int(cursor.fetchone()[0])


def look_after(shop: Shop) -> None:
    """Have the lake take what waits and do what it was told."""
    fill(waiting(shop))
    LakeKeeper(lambda table: None).look_after(2.0)
    build_marts(shop.tenant_id)


def test_what_strangers_did_goes_and_what_customers_did_stays(browsed: Shop, lake: Path) -> None:
    assert in_outbox(browsed) == 4
    assert keep(browsed, "visits_unknown") == 3
    assert in_outbox(browsed) == 3, "the parcel of one stranger is gone"
    look_after(browsed)
    assert skus(lake, browsed) == ["CUP", "MUG"]
    assert_as_from_nothing(lake, browsed)
    assert keep(browsed, "visits_unknown") == 0
    assert cut_asked(browsed.tenant_id) == []


def test_of_everybody_only_the_months_that_stay_are_left(browsed: Shop, lake: Path, api: ApiCaller) -> None:
    preview = api.get("/retention/visits/preview?keep_for=3").json()
    assert preview["count"] == 5 + 1, "with who said who they are"
    assert api.get("/retention/visits/preview?keep_for=12").json()["count"] == 0
    assert keep(browsed, "visits") == 6
    look_after(browsed)
    assert skus(lake, browsed) == ["CUP"]
    assert_as_from_nothing(lake, browsed)


def test_a_lake_filled_anew_does_not_have_them_again(browsed: Shop, lake: Path) -> None:
    keep(browsed, "visits_unknown")
    with connections["relay"].cursor() as cursor:
        cursor.execute("update fact_cursor set snapshot = '1:1:' where consumer = 'stream'")
    told = b"".join(batch.lines for batch in waiting(browsed, VISITED))
    assert [sku for sku in (b"TEA", b"POT", b"MUG", b"CUP") if sku in told] == [b"MUG", b"CUP"]


def test_killed_before_older_versions_went_it_is_done_again(
    browsed: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = TableName(browsed.tenant_id, VISITED)
    keep(browsed, "visits_unknown")
    fill(waiting(browsed))

    def killed(*args: Any, **more: Any) -> None:
        raise OSError("killed")

    with monkeypatch.context() as now, pytest.raises(OSError, match="killed"):
        now.setattr(DeltaTable, "vacuum", killed)
        cut_asked(browsed.tenant_id)
    left = len(list_stored_files(table))
    cut_asked(browsed.tenant_id)
    assert len(list_stored_files(table)) < left
    assert cut_asked(browsed.tenant_id) == []
