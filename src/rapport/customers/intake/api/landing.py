"""The door of intake for who lands rows: kinds of other rooms, commands, jobs."""

from rapport.customers.intake.contracts import (
    ROW,
    ChunkOutcome,
    ImportContext,
    ImportKind,
    Reject,
    TargetField,
)
from rapport.customers.intake.operations.bulk import rows as read_rows
from rapport.customers.intake.operations.bulk import run as run_statement
from rapport.customers.intake.operations.bulk import scalar as read_number
from rapport.customers.intake.operations.bulk import stage as stage_frame
from rapport.customers.intake.operations.choosing import Preview, choose, preview_import
from rapport.customers.intake.operations.people.bringing import bring_customers, customer_tables
from rapport.customers.intake.operations.running import run_import
from rapport.customers.intake.operations.undoing import undo_import
from rapport.customers.intake.operations.values import day, moment, number_text

__all__ = [
    "ROW",
    "ChunkOutcome",
    "ImportContext",
    "ImportKind",
    "Preview",
    "Reject",
    "TargetField",
    "bring_customers",
    "choose",
    "customer_tables",
    "day",
    "moment",
    "number_text",
    "preview_import",
    "read_number",
    "read_rows",
    "run_import",
    "run_statement",
    "stage_frame",
    "undo_import",
]
