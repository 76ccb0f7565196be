"""The same models on DuckDB and on Spark give the same tables, on one machine and on a cluster."""

import importlib.util
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import pytest

from rapport.analytical.warehouse.operations.building import build_marts
from rapport.bigdata.lake.tests.carrying import forget_waiting
from rapport.kernel.embedded.api import take_port
from tests.cluster.both import compare, on_spark
from tests.cluster.history import fill_lake, live
from tests.house import Shop

pytestmark = [
    pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="pyspark is not installed"),
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java on this machine"),
]
WAIT = 240.0


@pytest.fixture
def folder(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lake of the test's own, and marts of both engines beside it."""
    monkeypatch.setenv("RAPPORT_LAKE_URL", str(tmp_path / "lake"))
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    forget_waiting()
    return tmp_path


@contextmanager
def standing(folder: Path) -> Iterator[str]:
    """Have a master and two workers on loopback; yields the cluster's address."""
    port = take_port(folder / "port")
    address = f"spark://127.0.0.1:{port}"
    worker = ["org.apache.spark.deploy.worker.Worker", "--cores", "1", "--memory", "1g", "--webui-port", "0"]
    master = ["org.apache.spark.deploy.master.Master", "--port", str(port), "--webui-port", "0"]
    running = [_start(folder, "master", *master)]
    try:
        _wait_for(folder / "master.log", "I have been elected leader")
        for name in ("one", "two"):
            running.append(_start(folder, name, *worker, "--work-dir", str(folder / name), address))
        for name in ("one", "two"):
            _wait_for(folder / f"{name}.log", "Successfully registered with master")
        yield address
    finally:
        for process in running:
            process.kill()
            process.wait()


def _start(folder: Path, name: str, *words: str) -> "subprocess.Popen[bytes]":
    home = resources.files("pyspark")
    command = ["java", "-cp", f"{home}/jars/*", "-Xmx512m", words[0], "--host", "127.0.0.1", *words[1:]]
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            env={**os.environ, "SPARK_HOME": str(home), "SPARK_SCALA_VERSION": "2.13"},
        )


def _wait_for(log: Path, words: str) -> None:
    until = time.monotonic() + WAIT
    while words not in log.read_text():
        assert time.monotonic() < until, log.read_text()
        threading.Event().wait(0.2)


def test_spark_makes_the_same_tables_on_one_machine(shop: Shop, folder: Path) -> None:
    live(shop, 1, orders=20, events=100)
    fill_lake(shop)
    with on_spark("local[2]", folder):
        first = compare(shop, folder)
        assert build_marts(shop.tenant_id) is None
        live(shop, 2, orders=5, events=30)
        fill_lake(shop)
        second = compare(shop, folder)
        assert len(second["orders"]) == len(first["orders"]) + 5
        assert len(list((folder / f"spark-{shop.tenant_id}.tables").iterdir())) == 1


def test_a_cluster_makes_the_same_tables_of_a_thousand_rows(shop: Shop, folder: Path) -> None:
    live(shop, 3, orders=100, events=900)
    fill_lake(shop)
    with standing(folder) as address, on_spark(address, folder):
        tables = compare(shop, folder)
    assert len(tables["orders"]) + len(tables["events"]) >= 1_000
    assert tables["customer_spending"] and tables["customer_browsing"] is not None
