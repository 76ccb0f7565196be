"""Build the marts over 10,000,000 facts and refresh them after 100,000 more, beside the same SQL bare."""

import time
from contextlib import closing
from dataclasses import dataclass
from uuid import UUID

from drawn_facts import draw_facts

from rapport.analytical.warehouse.api import Build
from rapport.analytical.warehouse.api.building import build_marts, mart_file
from rapport.analytical.warehouse.operations.building import KEYS, read_sources
from rapport.analytical.warehouse.operations.duckdb_engine import open_file
from rapport.analytical.warehouse.queries.catalogue import list_models, list_tests
from rapport.analytical.warehouse.rules.changes import query_of
from rapport.analytical.warehouse.rules.graph import key_test
from rapport.bigdata.lake.api.tables import adopt_lake
from rapport.kernel.tenancy.api import create_tenant
from rapport.site.bench.contracts import Figure
from rapport.site.bench.place import Place

FACTS, MORE = 10_000_000, 100_000
TENTH = 10
"""The other history a refresh is read at: a tenth of the first."""


@dataclass(frozen=True, slots=True)
class History:
    """What a history of some length was read to take: seconds, and MiB at the highest."""

    first: float
    bare: float
    telling: float
    again: float
    again_cpu: float
    peak: float


def run(place: Place) -> list[Figure]:
    """Build and refresh at two lengths of history, and build each bare as well."""
    facts, more = place.scale(FACTS), place.scale(MORE)
    adopt_lake()
    short = _read(place, "short", facts // TENTH, more)
    long = _read(place, "long", facts, more)
    first = f"marts over {facts:,} facts from nothing, with all tests"
    again = f"marts after {more:,} more facts"
    grown = f"{again}, times the same after {facts // TENTH:,}"
    return [
        Figure(first, long.first, "s", long.bare, goal=120, better="less"),
        Figure(f"{first}, times the same SQL bare", long.first / long.bare, "×", goal=1.2, better="less"),
        Figure(again, long.again, "s", goal=15, better="less"),
        Figure(grown, long.again / short.again, "×", goal=1.5, better="less"),
        Figure(f"CPU of the {again}", long.again_cpu, "s", short.again_cpu, better="less"),
        Figure("insights told of every customer after the first build", long.telling, "s", better="less"),
        Figure("memory of the build", long.peak, "MiB", goal=6144, better="less"),
    ]


def _read(place: Place, name: str, facts: int, more: int) -> History:
    tenant = create_tenant(name, name)
    draw_facts(tenant.id, facts)
    with place.measuring() as first:
        built = _build(tenant.id)
    bare = _build_bare(tenant.id)
    draw_facts(tenant.id, more, start=facts, of=facts)
    with place.measuring() as again:
        refreshed = _build(tenant.id)
    return History(
        first=built.seconds,
        bare=bare,
        telling=first.seconds - built.seconds,
        again=refreshed.seconds,
        again_cpu=again.cpu_of("python"),
        peak=first.peak_mib["python"],
    )


def _build(tenant_id: UUID) -> Build:
    """Build what is new; raises RuntimeError where that was not published, since nothing was read then."""
    built = build_marts(tenant_id)
    if built is None or built.state != "published":
        raise RuntimeError(f"The marts were not published: {built}")
    return built


def _build_bare(tenant_id: UUID) -> float:
    """Return the seconds the SQL of all models and tests takes over the same files, in a file of its own."""
    file = mart_file(tenant_id).with_suffix(".bare")
    models = list_models()
    tests = [*(key_test(model, KEYS) for model in models if model.stands), *list_tests()]
    began = time.perf_counter()
    with closing(open_file(file)) as connection:
        connection.execute("create schema fact")
        for source in read_sources(tenant_id, {}):
            connection.execute(source.as_view())
        for model in models:
            kept = "table" if model.stands else "view"
            connection.execute(f"create {kept} {model.name} as {query_of(model)}")
        for test in tests:
            connection.execute(f"select count(*) from ({test.sql})").fetchall()
    seconds = time.perf_counter() - began
    file.unlink()
    return seconds
