"""The front door of intake."""

from rapport.customers.intake.contracts import (
    ROW,
    ChunkOutcome,
    ImportContext,
    ImportKind,
    ImportProgress,
    Options,
    Preset,
    Reject,
    TargetField,
    Wanted,
)
from rapport.customers.intake.contracts.registry import get_kind, list_kinds, register_kind
from rapport.customers.intake.operations.bulk import rows as read_rows
from rapport.customers.intake.operations.bulk import run as run_statement
from rapport.customers.intake.operations.bulk import scalar as read_number
from rapport.customers.intake.operations.bulk import stage as stage_frame
from rapport.customers.intake.operations.exporting import export_list, require_known
from rapport.customers.intake.operations.people.bringing import bring_customers, customer_tables
from rapport.customers.intake.operations.people.countries import country_code
from rapport.customers.intake.operations.presets import delete_preset, save_preset
from rapport.customers.intake.operations.running import run_import
from rapport.customers.intake.operations.starting import start_import
from rapport.customers.intake.operations.taking import (
    Preview,
    cancel_import,
    choose,
    preview_import,
    take_path,
    take_upload,
)
from rapport.customers.intake.operations.undoing import undo_import
from rapport.customers.intake.operations.values import day, moment, number_text
from rapport.customers.intake.queries import (
    get_progress,
    list_presets,
    list_recent_imports,
    list_rejects,
    stream_rejects,
)

__all__ = [
    "ROW",
    "ChunkOutcome",
    "ImportContext",
    "ImportKind",
    "ImportProgress",
    "Options",
    "Preset",
    "Preview",
    "Reject",
    "TargetField",
    "Wanted",
    "bring_customers",
    "cancel_import",
    "choose",
    "country_code",
    "customer_tables",
    "day",
    "delete_preset",
    "export_list",
    "get_kind",
    "get_progress",
    "list_kinds",
    "list_presets",
    "list_recent_imports",
    "list_rejects",
    "moment",
    "number_text",
    "preview_import",
    "read_number",
    "read_rows",
    "register_kind",
    "require_known",
    "run_import",
    "run_statement",
    "save_preset",
    "stage_frame",
    "start_import",
    "stream_rejects",
    "take_path",
    "take_upload",
    "undo_import",
]
