"""Relay, stream and lake are killed again and again while orders come in: lake and marts are exact."""

import os
import random
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import psutil
import psycopg
import pyarrow as pa
from deltalake import DeltaTable

from rapport.kernel.embedded.api import database_urls
from rapport.site.tests.running import Running, serving, wait_for

KILLS = 12
WAIT = 600.0
VICTIMS = ("relay", "nats-server", "lake")
COUNT_FACTS = "select name, sum(count) from fact where tenant_id = %s group by name"
SUM_ORDERS = """
select party_id::text, sum(total_minor)::bigint, count(*) from sales_order where tenant_id = %s
 group by 1 order by 1
"""
SUM_MART = "select customer_id, bought_minor, orders from customer_spending order by 1"


def find_victim(rapport: Running, name: str) -> psutil.Process | None:
    """Return the living process of a name: one of our verbs, or the stream's server."""
    if name != "nats-server":
        return rapport.find_child(name)
    children = psutil.Process(rapport.process.pid).children(recursive=True)
    return next((child for child in children if child.name() == name), None)


def lives(rapport: Running, name: str) -> bool:
    """Tell whether there is somebody to kill."""
    return find_victim(rapport, name) is not None


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
    try:
        with duckdb.connect(
            rapport.home / "lake" / "marts" / f"{shop.tenant_id}.duckdb", read_only=True
        ) as marts:
            return marts.execute(SUM_MART).fetchall()
    except duckdb.Error:
        return []


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
        self.orders: list[str] = []
        self.start()

    def run(self) -> None:
        assert self.process.stdout is not None
        self.orders.extend(line.strip() for line in self.process.stdout)


def test_lake_and_marts_are_exact_after_kills(tmp_path: Path) -> None:
    dice = random.Random(11)
    with serving(tmp_path / "home") as rapport:
        shop = Shop(rapport.home)
        killed = []
        for number in range(KILLS):
            name = VICTIMS[number % len(VICTIMS)]
            wait_for(partial(lives, rapport, name), name, WAIT)
            threading.Event().wait(dice.uniform(0, 1.5))
            victim = find_victim(rapport, name)
            if victim is not None:
                victim.kill()
                killed.append(name)
        shop.process.terminate()
        shop.process.wait()
        shop.join()
        assert len(killed) > KILLS // 2
        wait_for(lambda: in_lake(rapport, shop) == in_outbox(rapport, shop), "the lake", WAIT)
        wait_for(lambda: in_mart(rapport, shop) == in_orders(rapport, shop), "the mart", WAIT)
        assert sum(row[2] for row in in_orders(rapport, shop)) >= len(shop.orders) > 20
