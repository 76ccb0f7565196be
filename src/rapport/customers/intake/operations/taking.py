"""Taking a file in: looking at it, keeping it, and choosing how it shall land."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.utils import timezone

from rapport.customers.intake import queries
from rapport.customers.intake.contracts import ImportKind, Options
from rapport.customers.intake.contracts.registry import get_kind
from rapport.customers.intake.formats.files import detect_layout, open_table
from rapport.customers.intake.models import Import
from rapport.customers.intake.operations.storage import kept_folder, kept_path
from rapport.customers.intake.rules.mapping import suggest_mapping
from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.work.api import unit_of_work

MAX_UPLOAD = 4_000_000_000
PIECE = 1_048_576


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
        mapping = suggest(table.columns, kind, actor)
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


def suggest(columns: Sequence[str], kind: ImportKind, actor: Actor) -> dict[str, list[str]]:
    """A field of the business's own wins over one of ours that the header names as well."""
    own = queries.own_targets(queries.list_own_fields(kind, actor))
    return suggest_mapping(columns, [*own, *kind.fields])


def default_keys(kind: ImportKind, mapping: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the first key of the kind that the file brings."""
    return tuple(key for key in kind.keys if mapping.get(key))[:1]


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
