"""What an undo tells the house: who is gone, and how those are who stay."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from rapport.customers.intake.operations import bulk
from rapport.customers.party.api import publish
from rapport.customers.party.events import CustomerRemoved
from rapport.kernel.outbox.api import PARCEL
from rapport.kernel.work.api import Work

AT_ONCE: Final = 2_000
# Whoever the import brought, changed, or gave something: rows that say whose they are, and before-images.
TOUCHED: Final = """
create temp table undo_party on commit drop as
select p.id, p.version from party p where p.id in (
    select id from party where batch_id = %(batch)s
    union select subject_id from change
           where batch_id = %(batch)s and op in ('U', 'D') and table_name = any(%(tables)s){others})
"""
BESIDE: Final = " union select party_id from {table} where batch_id = %(batch)s"
OF_A_PARTY: Final = """
select table_name from information_schema.columns
 where table_schema = 'public' and column_name = 'party_id' and table_name = any(%s)
"""
GONE: Final = """
select count(*)::int, string_agg(json_build_object('subject_id', id, 'version', version + 1,
           'payload', json_build_object('customer_id', id, 'version', version + 1))::text, E'\\n')
  from (select u.*, row_number() over (order by u.id) - 1 as nth from undo_party u
         where not exists (select 1 from party p where p.id = u.id)) g
 group by nth / %s
"""
STAYED: Final = """
select u.id from undo_party u join party p on p.id = u.id where p.merged_into_id is null order by u.id
"""


def note_parties(batch: UUID, tables: Sequence[str]) -> None:
    """Remember whom an import touched, before it is undone."""
    found = [name for (name,) in bulk.rows(OF_A_PARTY, [list(tables)])]
    others = "".join(BESIDE.format(table=table) for table in found)
    bulk.run(TOUCHED.format(others=others), {"batch": batch, "tables": ["party", *found]})


def tell_parties(work: Work) -> None:
    """Record `customer.removed.v1` for who is gone and the state of who stays, versions rising."""
    parcels = [(int(count), str(lines).encode() + b"\n") for count, lines in bulk.rows(GONE, [PARCEL])]
    if parcels:
        work.record_bulk(CustomerRemoved.name, CustomerRemoved.subject_kind, parcels)
    stayed = [party for (party,) in bulk.rows(STAYED)]
    for start in range(0, len(stayed), AT_ONCE):
        publish(stayed[start : start + AT_ONCE], work)
