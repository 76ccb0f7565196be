"""Running an import: chunk by chunk, each one transaction, so that a kill at any moment loses and doubles
nothing.
"""

import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import polars as pl
import structlog
from django.utils import timezone

from rapport.customers.intake import queries
from rapport.customers.intake.contracts import (
    OWN,
    ChunkOutcome,
    Heartbeat,
    ImportContext,
    ImportKind,
    ImportProgress,
    Reject,
)
from rapport.customers.intake.contracts.registry import get_kind
from rapport.customers.intake.formats.files import open_table
from rapport.customers.intake.formats.table import layout_from_json
from rapport.customers.intake.models import Import, ImportChunk
from rapport.customers.intake.operations import bulk
from rapport.customers.intake.operations.frames import Chunk, field_sources, read_chunks
from rapport.customers.intake.operations.rejects import write_rejects
from rapport.customers.intake.rules.mapping import missing_fields
from rapport.customers.matching.api import lock_arrivals
from rapport.customers.party.api import index_later
from rapport.kernel.errors import Conflict, Invalid, RapportError
from rapport.kernel.identity.api import Actor
from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.work.api import Work, unit_of_work

log = structlog.get_logger(__name__)
# Where a field of a file is called otherwise than the record's field that roles may hide or lock.
RECORD_FIELDS = {
    "birthday": "birth_date",
    "email": "contact_points",
    "phone": "contact_points",
    "mobile": "contact_points",
    "fax": "contact_points",
    "handle": "contact_points",
    "street": "addresses",
    "postal_code": "addresses",
    "external_id": "external_ids",
}
STARTABLE = (Import.Status.DRAFT, Import.Status.QUEUED, Import.Status.RUNNING, Import.Status.FAILED)
BULK_SETTINGS = (
    "set local enable_nestloop = off; set local work_mem = '64MB'; set local transaction_timeout = 0"
)


TOLD = {"done": "import.finished", "failed": "import.failed"}
"""What whoever began an import is told when it ends so."""


class _CancelledError(Exception):
    """Somebody asked the import to stop."""


def run_import(import_id: UUID, *, actor: Actor, heartbeat: Heartbeat | None = None) -> ImportProgress:
    """Land every chunk not landed yet and return how it ended; safe to call again after a crash.

    Raises Conflict when the import is finished or undone. A failure is kept in the import and raised.
    """
    kind, context, path, layout = _begin(import_id, actor)
    began = time.monotonic()
    status, error = Import.Status.DONE, ""
    try:
        table = open_table(path, layout_from_json(layout))
        targets = (*kind.fields, *queries.own_targets(context.own_fields))
        sources = field_sources(table.columns, context.mapping, targets)
        done = queries.count_landed(import_id, actor=actor)
        chunks = read_chunks(table, sources, skip=done.rows)
        for number, judged in enumerate(_judged_ahead(kind, context, chunks), start=done.chunks):
            _land(kind, context, number, judged)
            if heartbeat:
                heartbeat(queries.get_progress(import_id, actor=actor))
    except _CancelledError:
        status = Import.Status.CANCELLED
    except RapportError as refusal:
        _finish(import_id, actor, Import.Status.FAILED, refusal.message, began)
        raise
    except Exception as fault:
        log.exception("import.failed", import_id=str(import_id))
        _finish(import_id, actor, Import.Status.FAILED, type(fault).__name__, began)
        raise
    _derive(kind, context)
    _finish(import_id, actor, status, error, began)
    return queries.get_progress(import_id, actor=actor)


def _begin(import_id: UUID, actor: Actor) -> tuple[ImportKind, ImportContext, Path, dict[str, object]]:
    with unit_of_work(actor) as work:
        run = queries.get_import_for_update(import_id)
        kind = get_kind(run.kind)
        actor.require(*kind.needs)
        actor.require_fields(
            kind.record, [RECORD_FIELDS.get(field, field.removeprefix(OWN)) for field in run.mapping]
        )
        if run.status not in STARTABLE:
            raise Conflict("This import has ended; undo it or bring the file again.", code="import_ended")
        if not run.file_path:
            raise Conflict("The file of this import was removed; bring it again.", code="file_removed")
        absent = missing_fields(run.mapping, kind.fields)
        if absent:
            raise Invalid(
                "No column is mapped to: %(absent)s.",
                values={"absent": ", ".join(absent)},
                code="mapping_incomplete",
                fields=dict.fromkeys(absent, "missing"),
            )
        run.status = Import.Status.RUNNING
        run.error = ""
        run.started_at = run.started_at or work.now
        run.save(update_fields=["status", "error", "started_at"])
        return kind, queries.make_context(run, actor), Path(run.file_path), run.layout


@dataclass(frozen=True, slots=True)
class _Judged:
    """A chunk that has been read and judged, and waits to be written."""

    frame: pl.DataFrame
    rejects: list[Reject]
    rows: int


def _judged_ahead(kind: ImportKind, context: ImportContext, chunks: Iterator[Chunk]) -> Iterator[_Judged]:
    """Read and judge the next chunk while the database writes the present one."""

    def judge_next() -> _Judged | None:
        chunk = next(chunks, None)
        if chunk is None:
            return None
        sound, unsound = kind.prepare(chunk.frame, context)
        return _Judged(sound, [*chunk.rejects, *unsound], chunk.rows)

    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="intake") as ahead:
        waiting = ahead.submit(judge_next)
        while (judged := waiting.result()) is not None:
            waiting = ahead.submit(judge_next)
            yield judged


def _land(kind: ImportKind, context: ImportContext, number: int, judged: _Judged) -> None:
    """Write one chunk with its rejects, its facts and its mark, or nothing of it."""
    with unit_of_work(context.actor, batch_id=context.import_id) as work:
        run = queries.get_import_for_update(context.import_id)
        if run.cancel_asked:
            raise _CancelledError
        if queries.is_landed(context.import_id, number):
            return
        bulk.run(BULK_SETTINGS)
        # Chunk by chunk imports take turns with each other and with whatever else arrives: each must see what
        # the others have brought.
        lock_arrivals(context.actor)
        outcome = kind.land(judged.frame, context, work) if judged.frame.height else ChunkOutcome()
        rejected = write_rejects(context.import_id, [*judged.rejects, *outcome.rejects])
        _mark(context, (number, judged.rows, rejected), outcome.counts, work)


def _mark(
    context: ImportContext, landed: tuple[int, int, int], counts: Mapping[str, int], work: Work
) -> None:
    number, rows, rejected = landed
    ImportChunk.objects.create(
        import_run_id=context.import_id,
        number=number,
        rows=rows,
        accepted=rows - rejected,
        rejected=rejected,
        counts=dict(counts),
        at=timezone.now(),
    )
    Import.objects.filter(id=context.import_id).update(seconds=_seconds_since(work.now, context.import_id))


def _seconds_since(now: datetime, import_id: UUID) -> float:
    started = Import.objects.values_list("started_at", flat=True).get(id=import_id)
    return max(0.0, (timezone.now() - (started or now)).total_seconds())


def _derive(kind: ImportKind, context: ImportContext) -> None:
    with unit_of_work(context.actor, batch_id=context.import_id) as work:
        bulk.run(BULK_SETTINGS)
        counts = kind.finish(context, work)
        Import.objects.filter(id=context.import_id).update(final_counts=counts)
        index_later(context.import_id, actor=context.actor)


def _finish(import_id: UUID, actor: Actor, status: str, error: str, began: float) -> None:
    with unit_of_work(actor) as work:
        run = queries.get_import_for_update(import_id)
        run.status = status
        run.error = error[:500]
        run.finished_at = work.now
        run.seconds = (work.now - (run.started_at or work.now)).total_seconds()
        run.save(update_fields=["status", "error", "finished_at", "seconds"])
        if actor.member_id and (kind := TOLD.get(status)):
            once = f"{import_id} {work.now.isoformat()}"
            draft = NoticeDraft(kind=kind, member_id=actor.member_id, subject_id=import_id, key=once)
            tell([draft], now=work.now)
    log.info(
        "import.ended", import_id=str(import_id), status=status, seconds=round(time.monotonic() - began, 1)
    )
