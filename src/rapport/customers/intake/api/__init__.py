"""The front door of intake for who asks and begins; landing rows brings polars, so it is in `api.landing`."""

from rapport.customers.intake.contracts import ImportProgress, Options, Preset, Wanted
from rapport.customers.intake.contracts.registry import get_kind, list_kinds, register_kind
from rapport.customers.intake.operations.exporting import export_list, require_known
from rapport.customers.intake.operations.people.countries import country_code
from rapport.customers.intake.operations.presets import delete_preset, save_preset
from rapport.customers.intake.operations.starting import start_import
from rapport.customers.intake.operations.taking import cancel_import, take_path, take_upload
from rapport.customers.intake.queries import (
    get_progress,
    list_presets,
    list_recent_imports,
    list_rejects,
    stream_rejects,
)

__all__ = [
    "ImportProgress",
    "Options",
    "Preset",
    "Wanted",
    "cancel_import",
    "country_code",
    "delete_preset",
    "export_list",
    "get_kind",
    "get_progress",
    "list_kinds",
    "list_presets",
    "list_recent_imports",
    "list_rejects",
    "register_kind",
    "require_known",
    "save_preset",
    "start_import",
    "stream_rejects",
    "take_path",
    "take_upload",
]
