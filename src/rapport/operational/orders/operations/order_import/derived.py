"""What follows from imported orders: the customers' counters, counted once at the end and again after an
undo.
"""

from rapport.customers.intake.api import read_rows, run_statement
from rapport.customers.intake.contracts import ImportContext
from rapport.kernel.work.api import Work

WHOSE = "select distinct party_id from sales_order where batch_id = %s and party_id is not null"
NOTE = "create temp table undo_buyer on commit drop as " + WHOSE
STILL_THERE = "select party_id from undo_buyer u where exists (select 1 from party p where p.id = u.party_id)"
RECOUNT = """
update party p
   set order_count = c.orders, spent_minor = c.spent, currency = coalesce(c.currency, p.currency),
   first_order_at = c.first,
       last_order_at = c.last, updated_at = %(now)s, version = p.version + 1
  from (select k.id, count(o.id) as orders, coalesce(sum(o.total_minor), 0) as spent, min(o.placed_at) as
  first,
               max(o.placed_at) as last, min(o.currency) as currency
          from unnest(%(parties)s::uuid[]) k (id)
          left join sales_order o on o.party_id = k.id and o.kind = 'order' group by k.id) c
 where p.id = c.id and p.id = any(%(parties)s::uuid[])
"""
TOTALS = """
select count(*)::int, count(distinct party_id)::int, count(*) filter (where party_id is null)::int
  from sales_order where batch_id = %s
"""


def finish(context: ImportContext, work: Work) -> dict[str, int]:
    """Recount the customers of this import and return how many there are, and how many orders are guests'."""
    _recount([row[0] for row in read_rows(WHOSE, [context.import_id])], work)
    ((orders, customers, guests),) = read_rows(TOTALS, [context.import_id])
    return {"orders": orders, "customers": customers, "guest_orders": guests}


def before_undo(context: ImportContext) -> int:
    """Note the customers whose orders an undo will take."""
    run_statement(NOTE, [context.import_id])
    return 0


def after_undo(context: ImportContext, work: Work) -> None:
    """Recount those of them that are still there."""
    _recount([row[0] for row in read_rows(STILL_THERE)], work)


def _recount(parties: list[object], work: Work) -> None:
    run_statement(RECOUNT, {"parties": parties, "now": work.now})
