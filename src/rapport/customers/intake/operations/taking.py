"""Taking a file in: looking at it, keeping it, and choosing how it shall land."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.utils import timezone

from rapport.customers.intake import queries
from rapport.customers.intake.contracts import ROW, ImportKind, Options, Preset, Reject, TargetField
from rapport.customers.intake.contracts.registry import get_kind
from rapport.customers.intake.formats.files import detect_layout, open_table, read_preview
from rapport.customers.intake.formats.table import Layout, Row, layout_from_json
from rapport.customers.intake.models import Import
from rapport.customers.intake.operations.frames import field_sources, make_chunk
from rapport.customers.intake.operations.storage import kept_folder, kept_path
from rapport.customers.intake.rules.mapping import suggest_mapping
from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.work.api import unit_of_work

MAX_UPLOAD = 4_000_000_000
PIECE = 1_048_576


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows as they stand, and as they will land."""

    columns: tuple[str, ...]
    rows: list[Row]
    landing: list[dict[str, Any]]
    rejects: list[Reject]
    targets: tuple[TargetField, ...] = ()


def take_path(path: Path, kind_name: str, *, actor: Actor) -> Import:
    """Begin an import of a file on this machine, which stays where it is."""
    if not path.is_file():
        raise Invalid("There is no file %(path)s.", values={"path": path}, code="file_missing")
    return _begin(path, path.name, kind_name, actor)


def take_upload(source: BinaryIO, file_name: str, kind_name: str, *, actor: Actor) -> Import:
    """Begin an import of an uploaded file, which is kept for a while; at most 4 GB."""
    actor.require(*get_kind(kind_name).needs)
    path = kept_path(actor.tenant_id, new_id())
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as kept:
            while piece := source.read(PIECE):
                kept.write(piece)
                if kept.tell() > MAX_UPLOAD:
                    raise Invalid("The file is larger than 4 GB.", code="file_too_large")
        return _begin(path, Path(file_name).name[:255] or "file", kind_name, actor)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _begin(path: Path, file_name: str, kind_name: str, actor: Actor) -> Import:
    kind = get_kind(kind_name)
    actor.require(*kind.needs)
    layout = detect_layout(path)
    table = open_table(path, layout)
    with unit_of_work(actor):
        mapping = _suggest(table.columns, kind, actor)
        options = Options(keys=default_keys(kind, mapping))
        return Import.objects.create(
            kind=kind.name,
            file_name=file_name,
            file_path=str(path.resolve()),
            file_size=path.stat().st_size,
            layout=layout.as_json(),
            mapping=mapping,
            options=asdict(options),
            actor_id=actor.id,
            actor_name=actor.name,
            created_at=timezone.now(),
        )


def _suggest(columns: Sequence[str], kind: ImportKind, actor: Actor) -> dict[str, list[str]]:
    """A field of the business's own wins over one of ours that the header names as well."""
    own = queries.own_targets(queries.list_own_fields(kind, actor))
    return suggest_mapping(columns, [*own, *kind.fields])


def default_keys(kind: ImportKind, mapping: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the first key of the kind that the file brings."""
    return tuple(key for key in kind.keys if mapping.get(key))[:1]


def choose(
    import_id: UUID,
    *,
    actor: Actor,
    layout: Mapping[str, Any] | None = None,
    mapping: Mapping[str, Sequence[str]] | None = None,
    options: Mapping[str, Any] | None = None,
    preset: str = "",
) -> Import:
    """Change how a draft will land: a preset first, then single choices on top of it.

    Raises Invalid for columns or fields that are not there, Conflict when the import has begun.
    """
    with unit_of_work(actor):
        run = queries.get_import_for_update(import_id)
        kind = get_kind(run.kind)
        actor.require(*kind.needs)
        if run.status != Import.Status.DRAFT:
            raise Conflict("This import has begun; its choices stand.", code="import_begun")
        if preset:
            _apply_preset(run, queries.get_preset(run.kind, preset))
        if layout:
            _change_layout(run, kind, layout, actor)
        if mapping is not None:
            run.mapping = {field: list(columns) for field, columns in mapping.items() if columns}
            run.options = {**run.options, "keys": default_keys(kind, run.mapping)}
        if options:
            run.options = asdict(queries.options_from_json({**run.options, **options}))
        _check(run, kind, actor)
        run.save(update_fields=["layout", "mapping", "options", "preset"])
        return run


def _apply_preset(run: Import, preset: Preset) -> None:
    run.preset = preset.name
    run.mapping = {field: list(columns) for field, columns in preset.mapping.items()}
    run.layout = {**run.layout, **preset.layout}
    run.options = asdict(preset.options)


def _check_layout(changes: Mapping[str, Any]) -> None:
    try:
        "".encode(str(changes.get("encoding", "utf-8")))
    except (LookupError, ValueError):
        raise Invalid("This encoding is not known.", fields={"encoding": "unknown"}) from None
    delimiter = changes.get("delimiter", ",")
    if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '"\r\n\0':
        raise Invalid("Columns are parted by one character.", fields={"delimiter": "one character"})


def _change_layout(run: Import, kind: ImportKind, changes: Mapping[str, Any], actor: Actor) -> None:
    _check_layout(changes)
    before = open_table(Path(run.file_path), layout_from_json(run.layout)).columns
    run.layout = layout_from_json({**run.layout, **changes}).as_json()
    columns = open_table(Path(run.file_path), layout_from_json(run.layout)).columns
    if columns != before:
        run.mapping = _suggest(columns, kind, actor)
        run.options = {**run.options, "keys": default_keys(kind, run.mapping)}


def _check(run: Import, kind: ImportKind, actor: Actor) -> None:
    table = open_table(Path(run.file_path), layout_from_json(run.layout))
    field_sources(table.columns, run.mapping, queries.list_targets(kind, actor))
    unknown = [key for key in run.options.get("keys", ()) if key not in kind.keys]
    if unknown:
        raise Invalid(
            "A record cannot be met by this field.", code="key_unknown", fields={"keys": unknown[0]}
        )


def preview_import(import_id: UUID, *, actor: Actor, count: int = 20) -> Preview:
    """Return the first rows as they stand in the file and as they will land; nothing is written."""
    with unit_of_work(actor):
        run = queries.get_import(import_id)
        kind = get_kind(run.kind)
        actor.require(*kind.needs)
        context = queries.make_context(run, actor)
    layout: Layout = layout_from_json(run.layout)
    columns, rows = read_preview(Path(run.file_path), layout, count)
    targets = (*kind.fields, *queries.own_targets(context.own_fields))
    chunk = make_chunk(rows, field_sources(columns, run.mapping, targets))
    sound, rejects = kind.prepare(chunk.frame, context)
    landing = [{"row": record.pop(ROW), **record} for record in sound.to_dicts()]
    return Preview(columns, rows, landing, [*chunk.rejects, *rejects], targets)


def cancel_import(import_id: UUID, *, actor: Actor) -> Import:
    """Ask a running import to stop after its present chunk; a draft or queued one stops at once."""
    with unit_of_work(actor) as work:
        run = queries.get_import_for_update(import_id)
        actor.require(*get_kind(run.kind).needs)
        if run.status in {Import.Status.DRAFT, Import.Status.QUEUED}:
            run.status, run.finished_at = Import.Status.CANCELLED, work.now
        elif run.status != Import.Status.RUNNING:
            raise Conflict("This import has ended already.", code="import_ended")
        run.cancel_asked = True
        run.save(update_fields=["status", "cancel_asked", "finished_at"])
        return run


def drop_kept_file(run: Import) -> None:
    """Remove the kept copy of an uploaded file; files that came from this machine's own folders stay."""
    path = Path(run.file_path)
    if path.parent == kept_folder(run.tenant_id).resolve():
        path.unlink(missing_ok=True)
