"""What the undo of an order file tells the house: which orders are gone, and how those are that stay."""

from typing import Final
from uuid import UUID

from rapport.customers.intake.api.landing import read_rows, run_statement
from rapport.kernel.outbox.api import PARCEL
from rapport.kernel.work.api import Work
from rapport.operational.orders.events import OrderRemoved
from rapport.operational.orders.operations.parcels import record_rows
from rapport.operational.orders.operations.retelling import tell_states

# An order the import brought, or met and replaced, bears its batch.
NOTE: Final = """
create temp table undo_order on commit drop as
select id, version, party_id from sales_order where batch_id = %s
"""
GONE: Final = """
select count(*)::int, string_agg(json_build_object('subject_id', id, 'version', version + 1,
           'payload', json_build_object('order_id', id, 'version', version + 1,
                                        'party_id', party_id))::text, E'\\n')
  from (select u.*, row_number() over (order by u.id) - 1 as nth from undo_order u
         where not exists (select 1 from sales_order o where o.id = u.id)) g
 group by nth / %s
"""
STAYED: Final = "select u.id from undo_order u join sales_order o on o.id = u.id order by u.id"


def note_orders(import_id: UUID) -> None:
    """Remember which orders an import brought or changed, before it is undone."""
    run_statement(NOTE, [import_id])


def tell_orders(work: Work) -> None:
    """Record `order.removed.v1` for what is gone and the state of what stays, versions rising."""
    record_rows(OrderRemoved, read_rows(GONE, [PARCEL]), work)
    tell_states([order for (order,) in read_rows(STAYED)], work)
