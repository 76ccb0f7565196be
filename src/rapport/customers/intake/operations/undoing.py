"""Undoing a whole import: what it wrote goes, what it changed is as before, what others have since touched
stays.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rapport.customers.intake import queries
from rapport.customers.intake.contracts.registry import get_kind
from rapport.customers.intake.models import Import
from rapport.customers.intake.operations import bulk
from rapport.customers.intake.operations.running import BULK_SETTINGS
from rapport.customers.intake.operations.undo_facts import note_parties, tell_parties
from rapport.customers.matching.api import lock_arrivals
from rapport.customers.party.api import forget_missing, list_batch
from rapport.kernel.errors import Conflict
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.work.api import unit_of_work

# Counters and stamps follow from other rows: a change of nothing else is nobody's work. Nor is what an
# import did that was itself undone, or the undoing.
OWN_WORK = """
later.op in ('U', 'D') and later.batch_id is distinct from %(batch)s and later.batch_id is distinct from
%(undo)s
and (later.before - %(quiet)s::text[]) is distinct from (later.after - %(quiet)s::text[])
and not exists (select 1 from import i where i.status = 'undone' and later.batch_id in (i.id,
i.undo_batch_id))
"""
QUIET = [
    "version",
    "updated_at",
    "batch_id",
    "order_count",
    "spent_minor",
    "currency",
    "first_order_at",
    "last_order_at",
    "last_touch_at",
    "stage",
]
# The first before-image of each row the import changed or deleted, unless somebody changed the row
# afterwards.
IMAGES = """
create temp table undo_image on commit drop as
select distinct on (c.row_id) c.row_id, c.op, c.before
  from change c
 where c.batch_id = %(batch)s and c.table_name = %(table)s and c.op in ('U', 'D') and c.before is not null
   and not exists (select 1 from change later where later.row_id = c.row_id and later.table_name = %(table)s
                      and later.id > c.id and {own_work})
 order by c.row_id, c.id
"""
REFERRING = """
select r.relname, a.attname,
       exists (select 1 from pg_attribute b where b.attrelid = r.oid and b.attname = 'batch_id') as batched
  from pg_constraint k
  join pg_class r on r.oid = k.conrelid
  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[array_length(k.conkey, 1)]
 where k.contype = 'f' and k.confrelid = %s::regclass
"""
# Values of the business's own fields belong to their customer without a key between them: any kind of record
# has them.
LOOSE = ("field_value", "record_id", "party")
PARENTS = """
select a.attname, k.confrelid::regclass::text
  from pg_constraint k
  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[array_length(k.conkey, 1)]
 where k.contype = 'f' and k.conrelid = %s::regclass
"""
TOUCHED = """
insert into undo_keep select distinct later.table_name, later.row_id from change later
 where later.table_name = %(table)s and {own_work}
   and exists (select 1 from {table} t where t.id = later.row_id and t.batch_id = %(batch)s)
"""
NEEDED = """
insert into undo_keep select %(table)s, t.id from {table} t
 where t.batch_id = %(batch)s and exists (select 1 from {referring} r where r.{column} = t.id{other})
"""
PUT_BACK = """
update {table} t set {assigned} from undo_image i, jsonb_populate_record(null::{table}, i.before) b where
t.id = i.row_id
"""
BRING_BACK = """
insert into {table} ({names})
select {chosen} from undo_image i, jsonb_populate_record(null::{table}, i.before) b
 where b.batch_id is distinct from %(batch)s and not exists (select 1 from {table} t where t.id = i.row_id)
"""
KEPT_PARENT = """
 and not exists (select 1 from undo_keep k where k.table_name = '{parent}' and k.id = t.{column})
"""
REMOVE = """
delete from {table} t where t.batch_id = %(batch)s
 and not exists (select 1 from undo_keep k where k.table_name = %(table)s and k.id = t.id){parents}
"""
LEFT = "select count(*)::int from {table} where batch_id = %s"
COLUMNS = """
select attname from pg_attribute
 where attrelid = %s::regclass and attnum > 0 and not attisdropped and attgenerated = ''
   and attname not in ('id', 'tenant_id') order by attnum
"""


def undo_import(import_id: UUID, *, actor: Actor) -> dict[str, int]:
    """Take an import back and return counts: `removed`, `restored`, and `kept` for rows that others need or
    changed.

    Raises Conflict while it runs, before it ran, or when it was undone already.
    """
    undo_batch = new_id()
    with unit_of_work(actor, batch_id=undo_batch) as work:
        run = queries.get_import_for_update(import_id)
        kind = get_kind(run.kind)
        actor.require(*kind.needs)
        if run.status not in {Import.Status.DONE, Import.Status.CANCELLED, Import.Status.FAILED}:
            raise Conflict("Only an import that has ended can be undone.", code="import_not_ended")
        bulk.run(BULK_SETTINGS)
        context = queries.make_context(run, actor)
        values = {"batch": import_id, "undo": undo_batch, "quiet": QUIET}
        lock_arrivals(actor)
        note_parties(import_id, kind.tables)
        brought = list_batch(import_id)
        counts = {"removed": kind.before_undo(context, work), "restored": 0, "kept": 0}
        for table in reversed(kind.tables):
            counts["restored"] += _restore(table, values)
        bulk.run("create temp table undo_keep (table_name text, id uuid) on commit drop")
        for table in reversed(kind.tables):
            _keep(table, values, kind.derived)
        bulk.run("analyze undo_keep")
        for table in kind.tables:
            counts["removed"] += _remove(table, import_id, kind.tables)
            counts["kept"] += bulk.scalar(LEFT.format(table=table), [import_id])
        kind.after_undo(context, work)
        forget_missing(brought)
        tell_parties(work)
        run.status, run.undo_counts, run.undo_batch_id = Import.Status.UNDONE, counts, undo_batch
        run.save(update_fields=["status", "undo_counts", "undo_batch_id"])
        return counts


def _restore(table: str, values: dict[str, Any]) -> int:
    """Put changed rows back as they were, deleted ones too; parents come before children."""
    columns = [f'"{name}"' for (name,) in bulk.rows(COLUMNS, [table])]
    bulk.run("drop table if exists pg_temp.undo_image")
    bulk.run(IMAGES.format(own_work=OWN_WORK), {**values, "table": table})
    bulk.run("analyze undo_image")
    # A version only rises, whatever is put back: who keeps a copy goes by it.
    assigned = ", ".join(f"{name} = b.{name}" for name in columns if name != '"version"')
    changed = bulk.run(PUT_BACK.format(table=table, assigned=assigned))
    names = ["tenant_id", "id", *columns]
    chosen = ", ".join(f"b.{name}" for name in names)
    return changed + bulk.run(BRING_BACK.format(table=table, names=", ".join(names), chosen=chosen), values)


def _keep(table: str, values: dict[str, Any], derived: Sequence[str]) -> None:
    """Note the rows that others have changed since, or that something made by others points at."""
    values = {**values, "table": table}
    bulk.run(TOUCHED.format(table=table, own_work=OWN_WORK), values)
    loose = [(*LOOSE[:2], True)] if table == LOOSE[2] else []
    for referring, column, batched in [*bulk.rows(REFERRING, [table]), *loose]:
        if referring not in derived:
            other = " and r.batch_id is distinct from %(batch)s" if batched else ""
            bulk.run(NEEDED.format(table=table, referring=referring, column=column, other=other), values)


def _remove(table: str, import_id: UUID, tables: Sequence[str]) -> int:
    """Delete the rows the import brought, but for those kept and what belongs to them."""
    parents = "".join(
        KEPT_PARENT.format(parent=parent, column=column)
        for column, parent in [*bulk.rows(PARENTS, [table]), *([LOOSE[1:]] if table == LOOSE[0] else [])]
        if parent in tables
    )
    return bulk.run(REMOVE.format(table=table, parents=parents), {"batch": import_id, "table": table})
