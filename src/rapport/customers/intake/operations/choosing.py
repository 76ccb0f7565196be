"""Choosing how a file will land, and looking at its first rows as they will."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from rapport.customers.intake import queries
from rapport.customers.intake.contracts import ROW, ImportKind, Preset, Reject, TargetField
from rapport.customers.intake.contracts.registry import get_kind
from rapport.customers.intake.formats.files import open_table, read_preview
from rapport.customers.intake.formats.table import Layout, Row, layout_from_json
from rapport.customers.intake.models import Import
from rapport.customers.intake.operations.frames import field_sources, make_chunk
from rapport.customers.intake.operations.taking import default_keys, suggest
from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows as they stand, and as they will land."""

    columns: tuple[str, ...]
    rows: list[Row]
    landing: list[dict[str, Any]]
    rejects: list[Reject]
    targets: tuple[TargetField, ...] = ()


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
        run.mapping = suggest(columns, kind, actor)
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
