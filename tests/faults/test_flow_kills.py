"""Web, relay, stream, lake and marts are killed again and again as facts come in: all is exact then."""

import http.client
import json
import os
import random
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import duckdb
import psutil
import psycopg
import pyarrow as pa
from deltalake import DeltaTable

from rapport.kernel.embedded.api import database_urls
from rapport.site.tests.running import Running, serving, wait_for

KILLS = 15
WAIT = 600.0
VICTIMS = ("relay", "nats-server", "lake", "web", "marts")
"""`marts` is the lake's process while it builds them; `web` takes events in."""
COUNT_FACTS = "select name, sum(count) from fact where tenant_id = %s group by name"
SUM_ORDERS = """
select party_id::text, sum(total_minor)::bigint, count(*) from sales_order where tenant_id = %s
 group by 1 order by 1
"""
WAITING = """
select (select count(*) from fact_batch where tenant_id = %s)
     + (select count(*) from fact, fact_cursor c
         where tenant_id = %s and c.consumer = 'stream' and not pg_visible_in_snapshot(xid, c.snapshot))
"""
BROKEN = Path(__file__).parent / "broken"
"""What Python reads at the start of a broken build: a lake that forgets its batches before it has them."""
SUM_MART = "select customer_id, bought_minor, orders from customer_spending order by 1"


def find_victim(rapport: Running, name: str) -> psutil.Process | None:
    """Return the living process of a name: one of our verbs, or the stream's server."""
    if name != "nats-server":
        return rapport.find_child("lake" if name == "marts" else name)
    for child in psutil.Process(rapport.process.pid).children(recursive=True):
        with suppress(psutil.Error):  # it may be gone by now
            if child.name() == name:
                return child
    return None


def is_due(rapport: Running, name: str) -> bool:
    """Tell whether there is somebody to kill; of `marts`, whether a file of them is being written now."""
    victim = find_victim(rapport, name)
    if victim is None or name != "marts":
        return victim is not None
    with suppress(psutil.Error):
        return any(one.path.endswith(".duckdb") for one in victim.open_files())
    return False


def read(rapport: Running, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Read what a tenant (the first value) has: facts as the relay, the rest as the app."""
    alias = "relay" if "from fact" in query else "default"
    with psycopg.connect(database_urls(rapport.home, {})[alias]) as connection:
        connection.execute("select set_config('rapport.tenant', %s, true)", (str(values[0]),))
        return connection.execute(query, values).fetchall()


def in_outbox(rapport: Running, shop: "Shop") -> dict[str, int]:
    """Return how many facts of each name were told."""
    return {str(name): int(str(count)) for name, count in read(rapport, COUNT_FACTS, shop.tenant_id)}


def in_lake(rapport: Running, shop: "Shop") -> dict[str, int]:
    """Return how many facts of each name the lake has; one that is there twice makes the name a wrong one."""
    found = {}
    for folder in (rapport.home / "lake" / "facts" / str(shop.tenant_id)).glob("*"):
        if DeltaTable.is_deltatable(str(folder)):
            ids = pa.table(DeltaTable(folder).to_pyarrow_table(columns=["fact_id"]))["fact_id"].to_pylist()
            found[folder.name if len(set(ids)) == len(ids) else f"doubled {folder.name}"] = len(ids)
    return found


def in_orders(rapport: Running, shop: "Shop") -> list[tuple[Any, ...]]:
    """Return what each customer spent, as the orders say."""
    return read(rapport, SUM_ORDERS, shop.tenant_id)


def in_mart(rapport: Running, shop: "Shop") -> list[tuple[Any, ...]]:
    """Return what each customer spent, as the mart says; nothing while it is being built."""
    return ask_mart(rapport, shop, SUM_MART)


def ask_mart(rapport: Running, shop: "Shop", query: str) -> list[tuple[Any, ...]]:
    """Ask the business's marts; nothing while they are being built."""
    file = rapport.home / "lake" / "marts" / f"{shop.tenant_id}.duckdb"
    try:
        with duckdb.connect(file, read_only=True) as marts:
            return marts.execute(query).fetchall()
    except duckdb.Error:
        return []


def events_in_mart(rapport: Running, shop: "Shop") -> list[str]:
    """Return the ids of the events in the marts; none while they are being built."""
    return [row[0] for row in ask_mart(rapport, shop, "select event_id from events order by 1")]


class Shop(threading.Thread):
    """A shop in a process of its own; keeps the orders it was told of."""

    def __init__(self, home: Path) -> None:
        super().__init__(daemon=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.orders_under_fire"],
            env={**os.environ, "RAPPORT_HOME": str(home)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.tenant_id = UUID(self.process.stdout.readline().strip())
        self.key = self.process.stdout.readline().strip()
        self.orders: list[str] = []
        self.start()

    def run(self) -> None:
        assert self.process.stdout is not None
        self.orders.extend(line.strip() for line in self.process.stdout)

    def close(self) -> None:
        """Take no more orders."""
        self.process.terminate()
        self.process.wait()
        self.join()


class Till(threading.Thread):
    """Sends events without end, each under an id of its own; what is not acknowledged is sent again."""

    def __init__(self, port: int, key: str) -> None:
        super().__init__(daemon=True)
        self.port, self.stopped = port, threading.Event()
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self.acknowledged: set[str] = set()
        self.start()

    def run(self) -> None:
        while not self.stopped.is_set():
            ids = [str(uuid4()) for _ in range(5)]
            events = [{"event": "product", "user": "7", "sku": "TEA", "id": one} for one in ids]
            while not self.send(json.dumps(events).encode()) and not self.stopped.is_set():
                self.stopped.wait(0.1)
            self.acknowledged.update([] if self.stopped.is_set() else ids)

    def send(self, body: bytes) -> bool:
        """Post a batch; tells whether every event of it was acknowledged."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", "/ingest/v1/events", body, self.headers)
            answer = connection.getresponse()
            return answer.status == 202 and json.loads(answer.read())["accepted"] == 5
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def kill_some(rapport: Running, names: Sequence[str], kills: int, seed: int) -> Counter[str]:
    """Kill these in turn, so many times; returns who was killed how often."""
    dice, killed = random.Random(seed), Counter[str]()
    for number in range(kills):
        name = names[number % len(names)]
        wait_for(partial(is_due, rapport, name), name, WAIT)
        threading.Event().wait(dice.uniform(0, 0.1 if name == "marts" else 1.5))
        victim = find_victim(rapport, name)
        if victim is not None:
            victim.kill()
            killed[name] += 1
    return killed


def burn(home: Path, kills: int, seed: int) -> Counter[str]:
    """Kill so many times while orders and events come in; all must be exact then. Returns who was killed."""
    with serving(home) as rapport:
        shop = Shop(rapport.home)
        till = Till(rapport.port, shop.key)
        killed = kill_some(rapport, VICTIMS, kills, seed)
        till.stopped.set()
        till.join()
        shop.close()
        wait_for(lambda: in_lake(rapport, shop) == in_outbox(rapport, shop), "the lake", WAIT)
        wait_for(lambda: in_mart(rapport, shop) == in_orders(rapport, shop), "the mart", WAIT)
        wait_for(lambda: set(events_in_mart(rapport, shop)) >= till.acknowledged, "the events", WAIT)
        events = events_in_mart(rapport, shop)
        assert len(events) == len(set(events))
        assert sum(row[2] for row in in_orders(rapport, shop)) >= len(shop.orders) > 20
        assert len(till.acknowledged) > 20
    return killed


def test_lake_and_marts_are_exact_after_kills(tmp_path: Path) -> None:
    assert burn(tmp_path / "home", KILLS, 11).total() > KILLS // 2


def nothing_waits(rapport: Running, shop: Shop) -> bool:
    """Tell whether everything was gathered, and no batch waits for the lake."""
    return read(rapport, WAITING, shop.tenant_id, shop.tenant_id) == [(0,)]


def test_a_lake_that_forgets_before_it_keeps_would_be_seen(tmp_path: Path) -> None:
    """The control: the same kills of a build that is broken lose facts, and the same comparison tells."""
    path = os.pathsep.join([str(BROKEN), *sys.path])
    with serving(tmp_path / "home", env={"PYTHONPATH": path}) as rapport:
        shop = Shop(rapport.home)
        assert kill_some(rapport, ("lake",), 3, 11).total() > 0
        shop.close()
        wait_for(partial(nothing_waits, rapport, shop), "the lake", WAIT)
        assert in_lake(rapport, shop) != in_outbox(rapport, shop)
