"""Make the marts of one lake by DuckDB, and by a Spark cluster of two workers; compare every row."""

import os
from pathlib import Path
from uuid import UUID

import duckdb
from drawn_facts import draw_facts
from tests.cluster.both import on_spark
from tests.cluster.test_spark import standing

from rapport.analytical.warehouse.operations import opening
from rapport.analytical.warehouse.operations.building import build_marts
from rapport.analytical.warehouse.queries.catalogue import list_models
from rapport.bigdata.lake.api.tables import adopt_lake
from rapport.kernel.tenancy.api import create_tenant
from rapport.site.bench.contracts import Figure
from rapport.site.bench.meter import Reading
from rapport.site.bench.place import Place

SIZES = (100_000, 1_000_000)
"""Facts of the two lakes: where one engine pays shows in how its time grows."""


def run(place: Place) -> list[Figure]:
    """Build both lakes by both engines from nothing, then compare the tables row by row."""
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    adopt_lake()
    figures = []
    with standing(place.home) as address:
        for size in map(place.scale, SIZES):
            tenant = create_tenant(f"bench{size}", "Bench")
            draw_facts(tenant.id, size)
            figures += _compare(place, tenant.id, size, address)
    return figures


def _compare(place: Place, tenant_id: UUID, size: int, address: str) -> list[Figure]:
    duck = _build(place, tenant_id)
    ours = opening.mart_file(tenant_id)
    folder = place.home / "spark"
    folder.mkdir(exist_ok=True)
    with on_spark(address, folder):
        spark = _build(place, tenant_id)
        theirs = opening.mart_file(tenant_id)
        again = _differing(ours, theirs)
    work = f"marts over {size:,} facts from nothing"
    return [
        Figure(f"{work}, DuckDB", duck.seconds, "s", better="less"),
        Figure(f"{work}, Spark, two workers", spark.seconds, "s", duck.seconds, better="less"),
        Figure(f"{work}, CPU of DuckDB", duck.cpu_of("python"), "s", better="less"),
        Figure(
            f"{work}, CPU of Spark",
            spark.cpu_of("python"),
            "s",
            duck.cpu_of("python"),
            better="less",
        ),
        Figure(f"{work}, rows that differ", again, "rows", goal=0, better="less"),
    ]


def _build(place: Place, tenant_id: UUID) -> Reading:
    """Build with what the environment chooses, nobody told; raises RuntimeError where it is not published."""
    with place.measuring() as reading:
        built = build_marts(tenant_id)
    if built is None or built.state != "published":
        raise RuntimeError(f"The marts were not published: {built}")
    return reading


def _differing(ours: Path, theirs: Path) -> int:
    """Return how many rows of all tables one side has and the other does not, repeats counted."""
    count = 0
    with duckdb.connect() as both:
        both.execute("set TimeZone = 'UTC'")
        both.execute(f"attach '{ours}' as ours (read_only); attach '{theirs}' as theirs (read_only)")
        for model in (one for one in list_models() if one.stands):
            for one, other in (("ours", "theirs"), ("theirs", "ours")):
                query = f"select * from {one}.{model.name} except all select * from {other}.{model.name}"
                count += int(both.execute(f"select count(*) from ({query})").fetchall()[0][0])
    return count
