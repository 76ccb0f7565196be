"""Keeping and removing presets."""

from uuid import UUID

from rapport.customers.intake import queries
from rapport.customers.intake.contracts.registry import get_kind
from rapport.customers.intake.models import Import, ImportPreset
from rapport.kernel.errors import Invalid, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work

KEPT_LAYOUT = (
    "format",
    "encoding",
    "delimiter",
    "quote",
    "escape",
    "header",
    "space_after_delimiter",
    "depth",
)


def save_preset(import_id: UUID, name: str, *, actor: Actor) -> ImportPreset:
    """Keep an import's choices under a name; the same name is written over."""
    clean = " ".join(name.split())[:80]
    if not clean:
        raise Invalid("Give the preset a name.", fields={"name": "missing"})
    with unit_of_work(actor) as work:
        run: Import = queries.get_import(import_id)
        actor.require(*get_kind(run.kind).needs)
        layout = {key: run.layout[key] for key in KEPT_LAYOUT if key in run.layout}
        preset, _ = ImportPreset.objects.update_or_create(
            kind=run.kind,
            name=clean,
            defaults={
                "layout": layout,
                "mapping": run.mapping,
                "options": run.options,
                "updated_at": work.now,
            },
            create_defaults={
                "layout": layout,
                "mapping": run.mapping,
                "options": run.options,
                "created_at": work.now,
                "updated_at": work.now,
            },
        )
        return preset


def delete_preset(kind: str, name: str, *, actor: Actor) -> None:
    """Remove one of the tenant's own presets; raises Missing."""
    with unit_of_work(actor):
        actor.require(*get_kind(kind).needs)
        removed, _ = ImportPreset.objects.filter(kind=kind, name=name).delete()
        if not removed:
            raise Missing("There is no preset “%(name)s”.", values={"name": name})
