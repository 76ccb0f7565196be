"""One search through all customers: read out in one stream, linked apart from PostgreSQL, kept set-based."""

import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import duckdb
import msgspec
from django.db import connection
from django.db.models import Max

from rapport.customers.likeness.contracts import SearchLine
from rapport.customers.likeness.models import LikenessSearch
from rapport.customers.likeness.operations.linking import ENOUGH_TO_LEARN, LinkedPair, link_people
from rapport.customers.likeness.operations.preparing import prepare_people
from rapport.customers.likeness.queries import search_line
from rapport.customers.likeness.rules import expect
from rapport.customers.party.api import find_last_change, write_records
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant, current_tenant_id
from rapport.kernel.work.api import unit_of_work

KEPT_FROM = 0.2
"""Pairs less probable than this are counted for the expectations and not kept."""
COUNTED_FROM = 0.01
MOST_KEPT = 100_000
"""The likeliest that are kept; more than this nobody reviews before the next search."""
STEPS = 7
_STAGE = """
create temp table found_pair (low_id uuid, high_id uuid, probability float8, agreements jsonb) on commit drop
"""
_KEEP = """
insert into likely_pair (tenant_id, id, low_id, high_id, probability, agreements, state, search_id)
select %(tenant)s, uuidv7(), f.low_id, f.high_id, f.probability, f.agreements, 'open', %(search)s
  from pg_temp.found_pair f
  join party a on a.tenant_id = %(tenant)s and a.id = f.low_id and a.merged_into_id is null
  join party b on b.tenant_id = %(tenant)s and b.id = f.high_id and b.merged_into_id is null
    on conflict (tenant_id, low_id, high_id) do update
   set probability = excluded.probability, agreements = excluded.agreements, search_id = excluded.search_id
 where likely_pair.state = 'open'
"""
_FORGET = (
    "delete from likely_pair where tenant_id = %(tenant)s and state = 'open' and search_id <> %(search)s"
)
Tell = Callable[[int, int], None]


def search_pairs(*, actor: Actor, tell: Tell = lambda done, steps: None) -> SearchLine:
    """Find which customers are probably one, and keep the pairs for review; decided pairs stay as they are.

    `tell(done, of)` is told of each step and may raise to stop; nothing is kept before the last. Raises
    `Forbidden` when the actor may not merge customers.
    """
    actor.require("merge", "customer")
    with tempfile.TemporaryDirectory(prefix="rapport-likeness-") as folder:
        people = Path(folder) / "people.csv"
        with as_tenant(actor.tenant_id):
            write_records(people)
        tell(1, STEPS)
        with duckdb.connect(config={"memory_limit": "1GB", "temp_directory": folder, "threads": 2}) as engine:
            customers = _load(engine, people)
            pairs = list(link_people(engine, least=COUNTED_FROM, tell=lambda step: tell(1 + step, STEPS)))
        line = _keep(customers, pairs, actor)
    tell(STEPS, STEPS)
    return line


def is_due(*, actor: Actor) -> bool:
    """Tell whether a customer was changed since the last search began."""
    with as_tenant(actor.tenant_id):
        last = LikenessSearch.objects.aggregate(last=Max("at"))["last"]
        changed = find_last_change()
    return changed is not None and (last is None or changed > last)


def _load(engine: duckdb.DuckDBPyConnection, people: Path) -> int:
    engine.execute(
        "create table records as select * from read_csv(?, header = true, all_varchar = true)", [str(people)]
    )
    return prepare_people(engine)


def _keep(customers: int, pairs: list[LinkedPair], actor: Actor) -> SearchLine:
    with unit_of_work(actor, batch_id=new_id()) as work:
        search = LikenessSearch.objects.create(
            id=new_id(),
            at=work.now,
            customers=customers,
            pairs=sum(pair.probability >= KEPT_FROM for pair in pairs),
            learnt=customers >= ENOUGH_TO_LEARN,
            expectations=[asdict(one) for one in expect([pair.probability for pair in pairs])],
            batch_id=work.batch_id,
        )
        _stage([pair for pair in pairs[:MOST_KEPT] if pair.probability >= KEPT_FROM])
        with connection.cursor() as cursor:
            values = {"tenant": current_tenant_id(), "search": search.id}
            cursor.execute("set local enable_nestloop = off")  # the planner knows nothing of a new tenant
            cursor.execute(_KEEP, values)
            cursor.execute(_FORGET, values)
    return search_line(search)


def _stage(pairs: list[LinkedPair]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        with cursor.copy("copy pg_temp.found_pair from stdin") as copy:
            for pair in pairs:
                agreements = msgspec.json.encode(pair.agreements).decode()
                copy.write_row((pair.low, pair.high, pair.probability, agreements))
