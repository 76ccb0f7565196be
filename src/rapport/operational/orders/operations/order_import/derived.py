"""What follows from imported orders: the customers' counters, counted once at the end and again after an
undo.
"""

from uuid import UUID

from rapport.analytical.value.api import recount_worth
from rapport.customers.intake.api.landing import read_rows, run_statement
from rapport.customers.intake.contracts import ImportContext
from rapport.kernel.work.api import Work
from rapport.operational.orders.operations.counters import recount
from rapport.operational.orders.operations.finding import find_again, index_later, list_batch
from rapport.operational.orders.operations.order_import.undone import note_orders, tell_orders

SLICE = 5_000

WHOSE = "select distinct party_id from sales_order where batch_id = %s and party_id is not null"
NOTE = "create temp table undo_buyer on commit drop as " + WHOSE
NOTE_FOUND = "create temp table undo_found (kind text, id uuid) on commit drop"
FOUND = "insert into undo_found select %(kind)s, unnest(%(ids)s::uuid[])"
STILL_THERE = "select party_id from undo_buyer u where exists (select 1 from party p where p.id = u.party_id)"
TOTALS = """
select count(*)::int, count(distinct party_id)::int, count(*) filter (where party_id is null)::int
  from sales_order where batch_id = %s
"""


def finish(context: ImportContext, work: Work) -> dict[str, int]:
    """Recount the customers of this import and return how many there are, and how many orders are guests'."""
    _recount([row[0] for row in read_rows(WHOSE, [context.import_id])], work)
    index_later(context.import_id, actor=work.actor)
    ((orders, customers, guests),) = read_rows(TOTALS, [context.import_id])
    return {"orders": orders, "customers": customers, "guest_orders": guests}


def before_undo(context: ImportContext) -> int:
    """Note the orders an undo will touch, whose they are, and what is found by search so far."""
    note_orders(context.import_id)
    run_statement(NOTE, [context.import_id])
    orders, products = list_batch(context.import_id)
    run_statement(NOTE_FOUND)
    run_statement(FOUND, {"kind": "order", "ids": orders})
    run_statement(FOUND, {"kind": "product", "ids": products})
    return 0


def after_undo(context: ImportContext, work: Work) -> None:
    """Tell what became of the orders, recount the customers still there, and have found only what is."""
    tell_orders(work)
    _recount([row[0] for row in read_rows(STILL_THERE)], work)
    found: dict[str, list[UUID]] = {"order": [], "product": []}
    for kind, record_id in read_rows("select kind, id from undo_found"):
        found[kind].append(record_id)
    find_again(found["order"], found["product"])


def _recount(parties: list[UUID], work: Work) -> None:
    for start in range(0, len(parties), SLICE):
        recount(parties[start : start + SLICE], work)
    recount_worth(actor=work.actor)
