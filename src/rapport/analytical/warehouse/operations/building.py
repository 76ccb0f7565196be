"""Bring a business's marts up to date with its lake: new facts in, tests, publication, customers told."""

import os
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from uuid import UUID

import duckdb
import msgspec
import pyarrow as pa
import structlog
from django.utils import timezone
from django.utils.translation import gettext_noop

from rapport.analytical.warehouse.contracts import Build, Engine, FactSource, Failure, Model, State
from rapport.analytical.warehouse.models import MartBuild
from rapport.analytical.warehouse.operations import opening
from rapport.analytical.warehouse.operations.ahead import copy_ahead
from rapport.analytical.warehouse.operations.duckdb_engine import DuckEngine
from rapport.analytical.warehouse.operations.noticing import tell_blocked, tell_silent
from rapport.analytical.warehouse.operations.reckoning import keep_months, reckon
from rapport.analytical.warehouse.operations.spark_engine import URL as SPARK_URL
from rapport.analytical.warehouse.operations.spark_engine import SparkEngine
from rapport.analytical.warehouse.operations.telling import tell_customers
from rapport.analytical.warehouse.queries.catalogue import list_facts_read, list_models, list_tests
from rapport.analytical.warehouse.rules.graph import blame, key_test
from rapport.bigdata.lake.api.tables import (
    TableName,
    columns_of,
    count_all_cuts,
    count_writes,
    find_name,
    find_table,
    kinds_of_facts,
    list_new_files,
)
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant

log = structlog.get_logger(__name__)
KEPT_BUILDS = 100
KEYS = gettext_noop("Each row has a key of its own.")


def build_marts(tenant_id: UUID, *, anew: bool = False) -> Build | None:
    """Build what new facts change, and publish it if every test passes; None where there is nothing new.

    `anew` builds from all facts, with the same result. A build whose tests find something leaves what is
    published as it was. Safe to run again, whenever it was cut short.
    """
    file = opening.mart_file(tenant_id)
    if anew:
        file.unlink(missing_ok=True)
    models = list_models()
    with closing(choose_engine(file, models, tenant_id)) as engine:
        known = engine.progress()
        sources = read_sources(tenant_id, {} if engine.whole else known)
        build = None
        if engine.is_behind() or any(source.upto > known.get(source.fact, 0) for source in sources):
            build = _build(tenant_id, engine, models, sources, full=not known)
            copy_ahead(engine, tenant_id, build)
            _write_down(tenant_id, build)
            opening.forget_copies(tenant_id, but=build.id)
        if engine.progress():
            tell_customers(engine, tenant_id)
        return build


def choose_engine(file: Path, models: Sequence[Model], tenant_id: UUID) -> Engine:
    """Return where marts are built: on the cluster RAPPORT_SPARK_URL names, else in DuckDB.

    A lake of which months were cut off is another lake: what was built of it before is built anew.
    """
    cuts = count_all_cuts(tenant_id)
    lake, master = f"{find_name()} {cuts}" if cuts else str(find_name()), os.environ.get(SPARK_URL)
    return SparkEngine(file, models, lake, master=master) if master else DuckEngine(file, models, lake)


def _build(
    tenant_id: UUID,
    engine: Engine,
    models: Sequence[Model],
    sources: Sequence[FactSource],
    *,
    full: bool,
) -> Build:
    """Publish every mart whose tests find nothing; one that is wrong stays as it was, with what reads it."""
    started, began = timezone.now(), time.monotonic()
    failures = _attempt(engine, models, sources)
    with as_tenant(tenant_id):
        months, wrong = reckon(engine)
        keep_months(months)
    failures += wrong
    changed = sum(engine.count_changed(model) for model in models if model.kind == "latest")
    state: State = "published"
    blocking = [failure.of for failure in failures if failure.blocks]
    if blocking:
        log.error("marts are not published", failures=[failure.test for failure in failures])
        engine.rollback()
        state = _publish_rest(engine, models, sources, blame(blocking, models))
    else:
        engine.commit(sources)
    tables = engine.count(models)
    return Build(new_id(), state, full, changed, tables, failures, started, time.monotonic() - began)


def _attempt(engine: Engine, models: Sequence[Model], sources: Sequence[FactSource]) -> list[Failure]:
    """Build models and return what their tests find, nothing of it published yet."""
    engine.build(models, sources)
    built = {model.name for model in models}
    tests = [*(key_test(model, KEYS) for model in models if model.stands), *list_tests()]
    return engine.test([test for test in tests if built.issuperset(test.of)])


def _publish_rest(
    engine: Engine, models: Sequence[Model], sources: Sequence[FactSource], blamed: frozenset[str]
) -> State:
    rest = [model for model in models if model.name not in blamed]
    if not rest:
        return "blocked"
    if any(failure.blocks for failure in _attempt(engine, rest, sources)):
        engine.rollback()
        return "blocked"
    engine.commit(sources, behind=blamed)
    return "partly"


def read_sources(tenant_id: UUID, known: Mapping[str, int]) -> list[FactSource]:
    """Return what the lake has of the facts the models read, after the writes that are known."""
    return [_source(TableName(tenant_id, fact), known.get(fact, 0)) for fact in list_facts_read()]


def _source(table: TableName, after: int) -> FactSource:
    kind = kinds_of_facts().get(table.fact)
    shape = pa.schema([*columns_of(kind).items(), ("arrival", pa.int64())]).empty_table()
    relation = duckdb.from_arrow(shape)
    columns = {name: str(one) for name, one in zip(relation.columns, relation.types, strict=True)}
    found = find_table(table)
    upto = count_writes(found) if found else 0
    files = list_new_files(found, after) if found and upto > after else []
    return FactSource(table.fact, files, after, upto, columns)


def _write_down(tenant_id: UUID, build: Build) -> None:
    with as_tenant(tenant_id):
        if build.state != "published":
            tell_blocked(build)
        tell_silent(build)
        MartBuild.objects.create(
            id=build.id,
            state=build.state,
            full=build.full,
            facts=build.facts,
            tables=build.tables,
            failures=[msgspec.to_builtins(failure) for failure in build.failures],
            started_at=build.started_at,
            seconds=build.seconds,
        )
        kept = MartBuild.objects.order_by("-started_at").values("id")[:KEPT_BUILDS]
        MartBuild.objects.exclude(id__in=list(kept.values_list("id", flat=True))).delete()
