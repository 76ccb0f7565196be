"""Open dashboards over 10,000,000 order lines: cold, by a reader of one unit, and once answered."""

import os
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import duckdb
from django.utils import timezone

from rapport.analytical.reporting.contracts.dashboards import BUILTINS
from rapport.analytical.reporting.http.dashboards import draw_board
from rapport.analytical.reporting.queries.dashboards import find_board, list_dashboards
from rapport.analytical.warehouse.contracts import Build
from rapport.analytical.warehouse.models import MartBuild
from rapport.analytical.warehouse.operations.ahead import copy_ahead
from rapport.analytical.warehouse.operations.duckdb_engine import DuckEngine
from rapport.analytical.warehouse.operations.opening import mart_file
from rapport.analytical.warehouse.queries.catalogue import list_models
from rapport.kernel.identity.api import Actor, Grant, Scope, system_actor
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant, create_tenant
from rapport.site.bench.contracts import Figure
from rapport.site.bench.place import Place
from rapport.ui.api import Viewer

LINES, PRODUCTS, DAYS = 10_000_000, 2_000, 1_095
UNIT = UUID(int=3)
LINES_SQL = f"""
insert into order_lines by name
select cast(range // 3 as varchar) as order_id, cast(range % 3 as varchar) as line_id,
       cast(hash(range // 3) % 400000 as varchar) as party_id,
       current_date - cast(1 + (range // 3) * {DAYS} // ($lines // 3 + 1) as integer) as day,
       ['web', 'app', 'phone', 'store', 'mail']
           [cast(1 + hash(range // 3, 1) % 5 as bigint)] as channel,
       ['DE', 'CN', 'FR', 'GB', 'AT', 'NL', 'JP', 'US']
           [cast(1 + hash(range // 3, 2) % 8 as bigint)] as country,
       cast(cast(lpad(to_hex(1 + hash(range // 3, 3) % 40), 32, '0') as uuid) as varchar) as unit,
       'EUR' as currency, 'SKU' || cast(hash(range, 4) % {PRODUCTS} as varchar) as sku,
       cast(1 + hash(range, 5) % 3 as bigint) as pieces,
       cast(100 + hash(range, 6) % 20000 as bigint) as total_minor
  from range($lines)
"""
SUMS_SQL = """
insert into sales_days by name
select day, channel, country, unit, currency, count(distinct order_id) as orders, sum(pieces) as pieces,
       sum(total_minor) as bought_minor, 0 as guests
  from order_lines group by all;
insert into product_days by name
select sku, day, currency, count(distinct order_id) as orders, sum(pieces) as pieces,
       sum(total_minor) as bought_minor
  from order_lines group by all;
insert into products by name
select distinct sku as product_id, sku, 'Product ' || sku as title, 'Category ' || sku[-1] as category
  from order_lines
"""


def run(place: Place) -> list[Figure]:
    """Draw marts, then open dashboards as a desk would: questions answered, charts drawn."""
    lines = place.scale(LINES)
    tenant_id = create_tenant("bench", "Bench").id
    _draw_marts(mart_file(tenant_id), lines)
    actor = system_actor(tenant_id)
    work = f"{lines:,} order lines"
    copying = _time(lambda: _publish(tenant_id))
    with as_tenant(tenant_id):
        spent = _count_cpu()
        first = _time(lambda: _open(actor, "sales"))
        spent = _count_cpu() - spent
        readings = {
            name: _time(lambda name=name: _open(actor, name))  # type: ignore[misc]
            for name in BUILTINS
            if name != "sales"
        }
        again = _time(lambda: _open(actor, "owner"))
        clerk = replace(actor, kind="member", grants=(Grant("view", "report", Scope.UNIT),), unit_id=UNIT)
        walled = _time(lambda: _open(clerk, "owner"))
    return [
        Figure(f"the build makes the copies before it is told of, {work}", copying, "s"),
        Figure(f"first dashboard after a build, “sales”, {work}", first, "s", goal=1, better="less"),
        Figure("the same in seconds of CPU, ours and of the process that answers", spent, "s"),
        *(
            Figure(f"cold dashboard “{name}”, {work}", seconds, "s", goal=1, better="less")
            for name, seconds in readings.items()
        ),
        Figure(f"the same by a reader of one unit in forty, {work}", walled, "s", goal=1, better="less"),
        Figure("once answered", again, "s", goal=0.25, better="less"),
    ]


def _publish(tenant_id: UUID) -> None:
    """Do what a build does with marts that are new, once they are made."""
    file, models = mart_file(tenant_id), list_models()
    with closing(DuckEngine(file, models, "bench")) as engine:
        tables = engine.count(models)
        build = Build(new_id(), "published", True, 0, tables, [], timezone.now(), 0.0)
        copy_ahead(engine, tenant_id, build)
    with as_tenant(tenant_id):
        MartBuild.objects.create(
            id=build.id,
            state=build.state,
            full=build.full,
            facts=build.facts,
            tables=tables,
            failures=[],
            started_at=build.started_at,
            seconds=0,
        )


def _open(actor: Actor, name: str) -> None:
    board = find_board(name, list_dashboards(actor))
    tiles, empty = draw_board(board, "", actor, Viewer(now=timezone.now()))
    if empty or any(one.trouble for one in tiles if actor.kind == "system"):
        raise RuntimeError(f"The dashboard {name} shows nothing.")


def _count_cpu() -> float:
    """Return the seconds of CPU this process and those it waited for have taken."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _time(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _draw_marts(file: Path, lines: int) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(file, config={"memory_limit": "2GB", "threads": 2}) as connection:
        for model in list_models():
            if model.stands:
                columns = ", ".join(f'"{one.name}" {one.type}' for one in model.columns)
                connection.execute(f"create table {model.name} ({columns})")
        connection.execute(LINES_SQL, {"lines": lines})
        connection.execute(SUMS_SQL)
