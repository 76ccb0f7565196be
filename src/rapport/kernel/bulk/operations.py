"""Starting, doing, ending and taking back work on many records."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rapport.kernel.bulk.contracts import Refused, RunLine
from rapport.kernel.bulk.models import BulkPart, BulkRun
from rapport.kernel.bulk.queries import get_own_run, line_of
from rapport.kernel.bulk.registry import get_action
from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.jobs.api import Progress, cancel_job, enqueue
from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.work.api import unit_of_work

JOB, UNDO_JOB = "bulk.run", "bulk.undo"
FINISHED = "bulk.finished"
PART, AT_ONCE, REPORTED = 2_000, 200, 1_000
_FREEZE = """
insert into bulk_part (id, run_id, number, ids)
select uuidv7(), %s, number, array_agg(id order by id)
  from (select id, ((row_number() over (order by id) - 1) / {part})::int as number
          from ({chosen}) chosen) numbered
 group by number
"""


def start_run(
    kind: str, name: str, rows: QuerySet[Any], values: Mapping[str, str], *, actor: Actor
) -> RunLine:
    """Freeze the ids of the chosen rows and do the action to them: at once when few, else in the background.

    `rows` are already within what the actor may see; what they may not change is refused row by row. Raises
    `Forbidden`, `Invalid` for values the action does not take or an empty selection, `Missing`.
    """
    action = get_action(kind, name)
    actor.require(action.verb, kind)
    checked = action.check(values, actor)
    run_id = new_id()
    with unit_of_work(actor) as work:
        run = BulkRun.objects.create(
            **{"id": run_id, "kind": kind, "action": name, "values": checked, "batch_id": new_id()},
            **{"created_by_id": actor.id, "created_at": work.now},
        )
        run.total = _freeze(run_id, rows)
        if not run.total:
            raise Invalid(_("Nothing is selected."))
        if run.total > AT_ONCE:
            run.job_id = enqueue(JOB, {"run_id": str(run_id)}, actor=actor)
        run.save(update_fields=["total", "job_id"])
    if run.job_id is None:
        do_run(run_id, actor=actor, progress=Progress())
    return line_of(BulkRun.objects.get(id=run_id), actor)


def do_run(run_id: UUID, *, actor: Actor, progress: Progress) -> dict[str, int]:
    """Do what is left of a run part by part, each in its own transaction; safe to run twice."""
    with unit_of_work(actor):
        run = BulkRun.objects.get(id=run_id)
        numbers = list(_parts(run_id).filter(done_at=None).values_list("number", flat=True))
    action = get_action(run.kind, run.action)
    for number in numbers:
        progress.raise_if_cancelled()
        with unit_of_work(actor, batch_id=run.batch_id) as work:
            if not _goes_on(run_id):
                break
            part = _parts(run_id).select_for_update().get(number=number)
            if part.done_at is None:
                _settle(len(part.ids))
                refused = action.do(part.ids, run.values, work)
                _parts(run_id).filter(number=number).update(done_at=work.now)
                _report(run_id, len(part.ids) - len(refused), refused)
                progress.report(progress.done + len(part.ids), run.total)
    with unit_of_work(actor) as work:
        ended = BulkRun.objects.filter(id=run_id, state=BulkRun.State.WAITING).update(
            state=BulkRun.State.DONE
        )
        run.refresh_from_db()
        if ended and run.job_id is not None and actor.member_id:
            told = {"changed": run.done, "refused": run.refused}
            draft = NoticeDraft(kind=FINISHED, member_id=actor.member_id, subject_id=run_id, values=told)
            tell([draft], now=work.now)
    return {"changed": run.done, "refused": run.refused}


def stop_run(run_id: UUID, *, actor: Actor) -> RunLine:
    """End a run at its next safe point; what is done stays done and can be undone."""
    with unit_of_work(actor):
        run = get_own_run(run_id, actor, lock=True)
        if run.state != BulkRun.State.WAITING or run.job_id is None:
            raise Conflict(_("This is over already."), code="job-over")
        cancel_job(run.job_id, actor=actor)
        run.state = BulkRun.State.CANCELLED
        run.save(update_fields=["state"])
        return line_of(run, actor)


def undo_run(run_id: UUID, *, actor: Actor) -> RunLine:
    """Take a run back where nobody changed a record since: at once when few, else in the background."""
    with unit_of_work(actor):
        run = get_own_run(run_id, actor, lock=True)
        action = get_action(run.kind, run.action)
        if action.undo is None or run.state not in (BulkRun.State.DONE, BulkRun.State.CANCELLED):
            raise Conflict(_("This cannot be taken back."), code="not-undoable")
        run.state, run.undo_batch_id = BulkRun.State.UNDOING, new_id()
        run.done, run.refused, run.refusals = 0, 0, []
        if run.total > AT_ONCE:
            run.job_id = enqueue(UNDO_JOB, {"run_id": str(run_id)}, actor=actor)
        run.save()
    if run.total <= AT_ONCE:
        undo_parts(run_id, actor=actor, progress=Progress())
    with unit_of_work(actor):
        return line_of(BulkRun.objects.get(id=run_id), actor)


def undo_parts(run_id: UUID, *, actor: Actor, progress: Progress) -> dict[str, int]:
    """Take back the parts that were done; safe to run twice."""
    with unit_of_work(actor):
        run = BulkRun.objects.get(id=run_id)
        left = _parts(run_id).filter(undone_at=None).exclude(done_at=None)
        numbers = list(left.values_list("number", flat=True))
    action = get_action(run.kind, run.action)
    for number in numbers:
        progress.raise_if_cancelled()
        with unit_of_work(actor, batch_id=run.undo_batch_id) as work:
            part = _parts(run_id).select_for_update().get(number=number)
            if part.undone_at is None and action.undo is not None:
                _settle(len(part.ids))
                kept = action.undo(part.ids, run.values, run.batch_id, work)
                _parts(run_id).filter(number=number).update(undone_at=work.now)
                _report(run_id, len(part.ids) - len(kept), kept)
                progress.report(progress.done + len(part.ids), run.total)
    with unit_of_work(actor):
        BulkRun.objects.filter(id=run_id).update(state=BulkRun.State.UNDONE)
        run.refresh_from_db()
    return {"restored": run.done, "kept": run.refused}


def _freeze(run_id: UUID, rows: QuerySet[Any]) -> int:
    """Write down the ids of a query in parts, never passing them through this process; return how many."""
    statement, params = rows.order_by().values("id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_FREEZE.format(part=PART, chosen=statement), [run_id, *params])
        cursor.execute(
            "select coalesce(sum(cardinality(ids)), 0)::int from bulk_part where run_id = %s", [run_id]
        )
        return int(cursor.fetchone()[0])


def _parts(run_id: UUID) -> QuerySet[BulkPart]:
    return BulkPart.objects.filter(run_id=run_id).order_by("number")


def _goes_on(run_id: UUID) -> bool:
    """Hold the run, and say whether nobody stopped it: no part begins after a stop, so undo sees them all."""
    return BulkRun.objects.select_for_update().get(id=run_id).state == BulkRun.State.WAITING


def _settle(size: int) -> None:
    """Keep nested loops out of statements over many: a tenant new to the statistics is planned as one row."""
    if size > AT_ONCE:
        with connection.cursor() as cursor:
            cursor.execute("set local enable_nestloop = off")


def _report(run_id: UUID, done: int, refused: Sequence[Refused]) -> None:
    run = BulkRun.objects.select_for_update().get(id=run_id)
    room = REPORTED - len(run.refusals)
    run.done, run.refused = run.done + done, run.refused + len(refused)
    run.refusals += [[str(one.id), one.reason] for one in refused[: max(0, room)]]
    run.save(update_fields=["done", "refused", "refusals"])
