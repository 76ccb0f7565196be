"""/imports: bring a file, choose how it lands, run, watch, cancel, undo."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from rapport.customers.intake import queries
from rapport.customers.intake.formats.reasons import describe
from rapport.customers.intake.http.bodies import ChoicesIn, ImportOut, Kind, PreviewOut, RejectOut, TargetOut
from rapport.customers.intake.models import Import, ImportReject
from rapport.customers.intake.operations.choosing import choose, preview_import
from rapport.customers.intake.operations.starting import start_import
from rapport.customers.intake.operations.taking import cancel_import, take_upload
from rapport.customers.intake.operations.undoing import undo_import
from rapport.kernel.rest.api import ApiRequest, CursorText, Limit, Page, asks, page_rows

router = Router()
_TYPES = "text/csv"
# What a file may be; the first rows decide, not what the sender calls it.
_FILE = {"requestBody": {"content": {"multipart/form-data": {"encoding": {"file": {"contentType": _TYPES}}}}}}
_STEERS = asks("create:import", "view:import")


def _out(run: Import) -> ImportOut:
    progress = queries.progress_of(run)
    own = ("id", "kind", "status", "file_name", "file_size", "error", "layout", "mapping", "options")
    times = ("created_at", "started_at", "finished_at")
    return ImportOut(
        **{name: getattr(run, name) for name in own + times},
        rows=progress.rows,
        accepted=progress.accepted,
        rejected=progress.rejected,
        counts=dict(progress.counts),
        seconds=progress.seconds,
        undone=run.undo_counts,
    )


@router.get("", response=Page[ImportOut], operation_id="list_imports", summary="List imports")
def list_page(request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50) -> Page[ImportOut]:
    """List the imports you may see, newest first."""
    found, after = page_rows(queries.list_seen(request.actor), cursor=cursor, limit=limit, sort="-id")
    return Page[ImportOut](items=[_out(run) for run in found], next=after)


@router.post(
    "", response={201: ImportOut}, operation_id="create_import", summary="Bring a file", openapi_extra=_FILE
)
def bring(
    request: ApiRequest, kind: Form[Kind], file: File[UploadedFile], response: HttpResponse
) -> Status[ImportOut]:
    """Take a file in as a draft: format, encoding and columns are detected, nothing is written yet."""
    run = take_upload(cast("Any", file), file.name or "", kind, actor=request.actor)
    response["Location"] = f"/api/v1/imports/{run.id}"
    return Status(201, _out(run))


@router.get("/{uuid:import_id}", response=ImportOut, operation_id="get_import", summary="Read an import")
def read(request: ApiRequest, import_id: UUID) -> ImportOut:
    """Say how far an import is."""
    return _out(queries.get_seen_import(import_id, actor=request.actor))


@router.get(
    "/{uuid:import_id}/preview",
    response=PreviewOut,
    operation_id="preview_import",
    summary="See how rows will land",
)
def preview(request: ApiRequest, import_id: UUID) -> PreviewOut:
    """Return the first rows as they stand and as they will land, and what columns can become."""
    queries.get_seen_import(import_id, actor=request.actor)
    seen = preview_import(import_id, actor=request.actor)
    rejects = [
        RejectOut(row=one.row, field=one.field, code=one.reason, reason=describe(one.reason), value=one.value)
        for one in seen.rejects
    ]
    landing = [{name: _plain(value) for name, value in row.items()} for row in seen.landing]
    targets = [
        TargetOut(name=one.name, label=str(one.label), required=one.required, many=one.many)
        for one in seen.targets
    ]
    rows = [row.values for row in seen.rows]
    return PreviewOut(
        columns=list(seen.columns), rows=rows, landing=landing, rejects=rejects, targets=targets
    )


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | bool | list | None) else str(value)


@router.post(
    "/{uuid:import_id}/choices",
    response=ImportOut,
    operation_id="choose_import",
    summary="Choose how a draft lands",
    openapi_extra=_STEERS,
)
def choices(request: ApiRequest, import_id: UUID, body: ChoicesIn) -> ImportOut:
    """Change a draft's layout, columns and options; 409 once it has begun."""
    queries.get_seen_import(import_id, actor=request.actor)
    given = body.model_dump(exclude_none=True)
    run = choose(
        import_id,
        actor=request.actor,
        preset=body.preset,
        layout=given.get("layout"),
        mapping=given.get("mapping"),
        options=given.get("options"),
    )
    return _out(run)


@router.post(
    "/{uuid:import_id}/start",
    response=ImportOut,
    operation_id="start_import",
    summary="Run an import",
    openapi_extra=_STEERS,
)
def start(request: ApiRequest, import_id: UUID) -> ImportOut:
    """Run a draft in the background; 409 when it has begun."""
    queries.get_seen_import(import_id, actor=request.actor)
    return _out(start_import(import_id, actor=request.actor))


@router.post(
    "/{uuid:import_id}/cancel",
    response=ImportOut,
    operation_id="cancel_import",
    summary="Stop an import",
    openapi_extra=_STEERS,
)
def cancel(request: ApiRequest, import_id: UUID) -> ImportOut:
    """Stop after the present chunk; what has landed stays until it is undone. 409 when it has ended."""
    queries.get_seen_import(import_id, actor=request.actor)
    return _out(cancel_import(import_id, actor=request.actor))


@router.post(
    "/{uuid:import_id}/undo",
    response=ImportOut,
    operation_id="undo_import",
    summary="Undo an import",
    openapi_extra=_STEERS,
)
def undo(request: ApiRequest, import_id: UUID) -> ImportOut:
    """Take a whole import back, but for what others have used or changed since; 409 while it runs."""
    queries.get_seen_import(import_id, actor=request.actor)
    undo_import(import_id, actor=request.actor)
    return _out(queries.get_import(import_id))


@router.get(
    "/{uuid:import_id}/rejects",
    response=Page[RejectOut],
    operation_id="list_import_rejects",
    summary="Rejected rows",
)
def rejects(
    request: ApiRequest, import_id: UUID, cursor: CursorText | None = None, limit: Limit = 50
) -> Page[RejectOut]:
    """List the rows not taken, in the order they were found."""
    queries.get_seen_import(import_id, actor=request.actor)
    rows = ImportReject.objects.filter(import_run_id=import_id)
    found, after = page_rows(rows, cursor=cursor, limit=limit, sort="id")
    items = [
        RejectOut(
            row=one.row_number, field=one.field, code=one.reason, reason=describe(one.reason), value=one.value
        )
        for one in found
    ]
    return Page[RejectOut](items=items, next=after)
