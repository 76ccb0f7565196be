"""Reads of imports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from rapport.customers.intake.contracts import (
    OWN,
    ImportContext,
    ImportKind,
    ImportProgress,
    Options,
    Preset,
    TargetField,
)
from rapport.customers.intake.contracts.registry import get_kind, list_built_in_presets
from rapport.customers.intake.formats.reasons import describe
from rapport.customers.intake.models import Import, ImportChunk, ImportPreset, ImportReject
from rapport.kernel.errors import Missing
from rapport.kernel.fields.api import FieldInfo, list_fields
from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.tenancy.api import as_tenant, get_own_tenant

PAGE = 2_000


@dataclass(frozen=True, slots=True)
class Landed:
    """Records and chunks that earlier runs have committed."""

    rows: int
    chunks: int


def get_import(import_id: UUID) -> Import:
    """Return an import of the running tenant; raises Missing."""
    found = Import.objects.filter(id=import_id).first()
    if found is None:
        raise Missing("There is no such import.")
    return found


def get_import_for_update(import_id: UUID) -> Import:
    """Return an import, locked until the transaction ends; raises Missing."""
    found = Import.objects.select_for_update().filter(id=import_id).first()
    if found is None:
        raise Missing("There is no such import.")
    return found


def list_seen(actor: Actor) -> QuerySet[Import]:
    """Return the imports an actor may see: everybody's with the right for all or a subtree, else their
    own.
    """
    scope = actor.require("view", "import")
    return Import.objects.all() if scope >= Scope.SUBTREE else Import.objects.filter(actor_id=actor.id)


def get_seen_import(import_id: UUID, *, actor: Actor) -> Import:
    """Return an import the actor may see; raises Missing, the same for others' imports as for none."""
    found = list_seen(actor).filter(id=import_id).first()
    if found is None:
        raise Missing("There is no such import.")
    return found


def list_recent_imports(*, actor: Actor, limit: int = 5) -> list[ImportProgress]:
    """Return how the newest imports an actor may see stand."""
    return list_progress(list(list_seen(actor).order_by("-id")[:limit]))


def load_imports(ids: Sequence[UUID]) -> list[tuple[Import, ImportProgress]]:
    """Return these imports and how they stand in the order of their ids, by two queries; the caller has
    narrowed them to what may be seen.
    """
    runs = {run.id: run for run in Import.objects.filter(id__in=ids)}
    stand = {one.id: one for one in list_progress(list(runs.values()))}
    return [(runs[one], stand[one]) for one in ids if one in runs]


def is_landed(import_id: UUID, number: int) -> bool:
    """Say whether a chunk was committed before."""
    return ImportChunk.objects.filter(import_run_id=import_id, number=number).exists()


def count_landed(import_id: UUID, *, actor: Actor) -> Landed:
    """Return how much of an import is committed."""
    with as_tenant(actor.tenant_id):
        sums = ImportChunk.objects.filter(import_run_id=import_id).aggregate(
            rows=Sum("rows"), chunks=Count("id")
        )
    return Landed(sums["rows"] or 0, sums["chunks"])


def options_from_json(stored: dict[str, Any]) -> Options:
    """Return the options an import or preset keeps; unknown ones are left out."""
    known = {key: value for key, value in stored.items() if key in Options.__dataclass_fields__}
    return Options(**{**known, "keys": tuple(known.get("keys", ()))})


def list_own_fields(kind: ImportKind, actor: Actor) -> tuple[FieldInfo, ...]:
    """Return the fields the business added to a kind's record that the actor may write. Needs a tenant."""
    if not kind.takes_own_fields:
        return ()
    return tuple(field for field in list_fields(kind.record) if actor.may_write(kind.record, field.code))


def list_targets(kind: ImportKind, actor: Actor) -> tuple[TargetField, ...]:
    """Return all that columns can become: the kind's fields, then the business's own. Needs a tenant."""
    return (*kind.fields, *own_targets(list_own_fields(kind, actor)))


def own_targets(fields: Sequence[FieldInfo]) -> tuple[TargetField, ...]:
    """Return the business's own fields as targets; a header goes by their label or their code."""
    return tuple(
        TargetField(OWN + field.code, field.label, (field.label, field.code), group=_("Your own fields"))
        for field in fields
    )


def make_context(run: Import, actor: Actor) -> ImportContext:
    """Return what a kind needs, the tenant's defaults filled in."""
    options = options_from_json(run.options)
    tenant = get_own_tenant(actor.tenant_id)
    return ImportContext(
        import_id=run.id,
        actor=actor,
        mapping=run.mapping,
        options=options,
        currency=options.currency or tenant.currency,
        zone=options.zone or tenant.zone,
        country=options.country or tenant.country,
        own_fields=list_own_fields(get_kind(run.kind), actor),
    )


def get_progress(import_id: UUID, *, actor: Actor) -> ImportProgress:
    """Return how far an import is; raises Missing."""
    with as_tenant(actor.tenant_id):
        return progress_of(get_import(import_id))


def list_progress(runs: Sequence[Import]) -> list[ImportProgress]:
    """Return how far several imports are, in one query."""
    chunks: dict[UUID, list[ImportChunk]] = {}
    for chunk in ImportChunk.objects.filter(import_run_id__in=[run.id for run in runs]).order_by("number"):
        chunks.setdefault(chunk.import_run_id, []).append(chunk)
    return [_summed(run, chunks.get(run.id, [])) for run in runs]


def progress_of(run: Import) -> ImportProgress:
    """Sum the chunks of an import."""
    return list_progress([run])[0]


def _summed(run: Import, chunks: Sequence[ImportChunk]) -> ImportProgress:
    rows = accepted = rejected = 0
    counts: dict[str, int] = {}
    for chunk in chunks:
        rows += chunk.rows
        accepted += chunk.accepted
        rejected += chunk.rejected
        for name, count in chunk.counts.items():
            counts[name] = counts.get(name, 0) + count
    counts.update(run.final_counts)
    return ImportProgress(
        id=run.id,
        kind=run.kind,
        status=run.status,
        file_name=run.file_name,
        rows=rows,
        accepted=accepted,
        rejected=rejected,
        counts=counts,
        seconds=run.seconds,
        rate=rows / run.seconds if run.seconds else 0.0,
        expected_rows=run.expected_rows,
        error=run.error,
    )


REJECT_COLUMNS = ("row", "field", "reason", "value")


def list_rejects(import_id: UUID, *, limit: int = 50) -> list[dict[str, Any]]:
    """Return the first rejects with their reasons in words."""
    found = ImportReject.objects.filter(import_run_id=import_id).order_by("row_number", "id")[:limit]
    return [_reject(one) for one in found]


def stream_rejects(import_id: UUID) -> Iterator[dict[str, Any]]:
    """Stream every reject in the file's order, a page at a time."""
    last_row, last_id = -1, UUID(int=0)
    while True:
        page = ImportReject.objects.filter(import_run_id=import_id, row_number__gte=last_row).order_by(
            "row_number", "id"
        )[:PAGE]
        fresh = [one for one in page if (one.row_number, one.id) > (last_row, last_id)]
        if not fresh:
            return
        for one in fresh:
            yield _reject(one)
        last_row, last_id = fresh[-1].row_number, fresh[-1].id


def _reject(one: ImportReject) -> dict[str, Any]:
    return {"row": one.row_number, "field": one.field, "reason": describe(one.reason), "value": one.value}


def list_presets(kind: str) -> list[Preset]:
    """Return a kind's presets: those that ship with it, then the tenant's own by name."""
    own = [
        Preset(one.name, one.kind, one.mapping, one.layout, options_from_json(one.options))
        for one in ImportPreset.objects.filter(kind=kind).order_by("name")
    ]
    return [*list_built_in_presets(kind), *own]


def get_preset(kind: str, name: str) -> Preset:
    """Return a preset by name, the tenant's own before one that ships; raises Missing."""
    found = [preset for preset in list_presets(kind) if preset.name == name]
    if not found:
        raise Missing("There is no preset “%(name)s”.", values={"name": name})
    return found[-1]
