"""Build the marts over 1,000,000 facts from nothing and after 10,000 more, beside the same SQL run bare."""

import time
from uuid import UUID

import duckdb
from order_facts import list_batches, tell_orders

from rapport.analytical.warehouse.api.building import build_marts
from rapport.analytical.warehouse.operations.building import read_sources
from rapport.analytical.warehouse.queries.catalogue import list_models
from rapport.bigdata.lake.api.tables import adopt_lake
from rapport.bigdata.lake.operations.writing import LakeWriter
from rapport.bigdata.stream.operations.gathering import gather
from rapport.kernel.identity.api import system_actor
from rapport.kernel.tenancy.api import create_tenant
from rapport.site.bench.contracts import Figure
from rapport.site.bench.place import Place

FACTS, MORE = 1_000_000, 10_000


def run(place: Place) -> list[Figure]:
    """Fill the lake, build from nothing, build after some more facts, build bare."""
    facts, more = place.scale(FACTS), place.scale(MORE)
    tenant = create_tenant("bench", "Bench")
    adopt_lake()
    _fill(tenant.id, facts, seed=1)
    with place.measuring() as first:
        build_marts(tenant.id)
    floor = _build_bare(tenant.id)
    _fill(tenant.id, more, seed=2)
    with place.measuring() as again:
        build_marts(tenant.id)
    return [
        Figure(
            f"marts over {facts:,} facts from nothing", first.seconds, "s", floor, goal=120, better="less"
        ),
        Figure(f"marts after {more:,} more facts", again.seconds, "s", goal=15, better="less"),
        Figure("memory of the build", first.peak_mib["python"], "MiB", goal=6144, better="less"),
    ]


def _fill(tenant_id: UUID, facts: int, *, seed: int) -> None:
    tell_orders(system_actor(tenant_id), facts, seed=seed)
    gather()
    LakeWriter(lambda table: None).take(list(list_batches()))


def _build_bare(tenant_id: UUID) -> float:
    """Return the seconds the models' SQL takes in memory over the same files, untested and untold."""
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        connection.execute("create schema fact")
        began = time.perf_counter()
        for source in read_sources(tenant_id, {}):
            connection.execute(source.as_view())
        for model in list_models():
            connection.execute(f"create table {model.name} as {model.sql}")
        return time.perf_counter() - began
