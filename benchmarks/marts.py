"""Build the marts over 10,000,000 facts and refresh them after 100,000 more, beside the same SQL bare.

The facts are drawn into the lake alone: there are no rows in the database to hold them beside, so that
comparison (`operations/reckoning.py`) is left out, as it is of the bare SQL.
"""

import time
from contextlib import closing
from dataclasses import dataclass, replace
from unittest import mock
from uuid import UUID

from drawn_facts import draw_facts

from rapport.analytical.warehouse.api.building import mart_file
from rapport.analytical.warehouse.contracts import Engine
from rapport.analytical.warehouse.operations import building, registry, telling
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
class Read:
    """What something took: seconds by the clock, and of this process's CPU."""

    clock: float
    cpu: float


@dataclass(frozen=True, slots=True)
class History:
    """What a history of some length was read to take; MiB at the highest."""

    first: Read
    bare: Read
    again: Read
    telling: Read
    peak: float


def run(place: Place) -> list[Figure]:
    """Build and refresh at two lengths of history, and build each bare as well."""
    facts, more = place.scale(FACTS), place.scale(MORE)
    adopt_lake()
    short = _read(place, "short", facts // TENTH, more, told=True)
    long = _read(place, "long", facts, more, told=False)
    first = f"marts over {facts:,} facts from nothing, with all tests"
    again = f"marts after {more:,} more facts"
    few = f"{facts // TENTH:,}"
    return [
        Figure(first, long.first.clock, "s", long.bare.clock, goal=120, better="less"),
        Figure(f"CPU of the {first}", long.first.cpu, "s", long.bare.cpu, better="less"),
        Figure(
            f"{first}: CPU, times the same SQL bare",
            long.first.cpu / long.bare.cpu,
            "×",
            goal=1.2,
            better="less",
        ),
        Figure(again, long.again.clock, "s", goal=15, better="less"),
        Figure(f"CPU of the {again}", long.again.cpu, "s", short.again.cpu, better="less"),
        Figure(
            f"CPU of the {again}, times the same after {few}",
            long.again.cpu / short.again.cpu,
            "×",
            goal=1.5,
            better="less",
        ),
        Figure(f"CPU of the marts over {few} facts", short.first.cpu, "s", short.bare.cpu, better="less"),
        Figure(
            f"every customer told after the first build over {few}", short.telling.clock, "s", better="less"
        ),
        Figure("memory of the build", long.peak, "MiB", goal=6144, better="less"),
    ]


def _read(place: Place, name: str, facts: int, more: int, *, told: bool) -> History:
    tenant = create_tenant(name, name)
    draw_facts(tenant.id, facts)
    with place.measuring() as whole:
        first, telling = _build(tenant.id, told=told)
    # Who looks after the memory meanwhile is no part of the build, and nobody looks while it is built bare.
    watching = whole.watching * first.clock / (first.clock + telling.clock)
    first = replace(first, cpu=first.cpu - watching)
    bare = _build_bare(tenant.id)
    draw_facts(tenant.id, more, start=facts, of=facts)
    again, _ = _build(tenant.id, told=False)
    return History(first, bare, again, telling, whole.peak_mib["python"])


def _build(tenant_id: UUID, *, told: bool) -> tuple[Read, Read]:
    """Build what is new, and tell customers if asked to; returns what each took.

    Raises RuntimeError where the build was not published, since nothing was read then.
    """
    began, cpu = time.perf_counter(), time.process_time()
    marks: list[Read] = []

    def tell(engine: Engine, owner: UUID) -> int:
        marks.append(Read(time.perf_counter() - began, time.process_time() - cpu))
        return telling.tell_customers(engine, owner) if told else 0

    with mock.patch.object(building, "tell_customers", tell), mock.patch.dict(registry._ledgers, clear=True):
        built = building.build_marts(tenant_id)
    if built is None or built.state != "published":
        raise RuntimeError(f"The marts were not published: {built}")
    whole = Read(time.perf_counter() - began, time.process_time() - cpu)
    (done,) = marks
    return done, Read(whole.clock - done.clock, whole.cpu - done.cpu)


def _build_bare(tenant_id: UUID) -> Read:
    """Return what the SQL of all models and tests takes over the same files, in a file of its own."""
    file = mart_file(tenant_id).with_suffix(".bare")
    models = list_models()
    tests = [*(key_test(model, KEYS) for model in models if model.stands), *list_tests()]
    began, cpu = time.perf_counter(), time.process_time()
    with closing(open_file(file)) as connection:
        connection.execute("create schema fact")
        for source in read_sources(tenant_id, {}):
            connection.execute(source.as_view())
        for model in models:
            kept = "table" if model.stands else "view"
            connection.execute(f"create {kept} {model.name} as {query_of(model)}")
        for test in tests:
            connection.execute(f"select count(*) from ({test.sql})").fetchall()
    taken = Read(time.perf_counter() - began, time.process_time() - cpu)
    file.unlink()
    return taken
