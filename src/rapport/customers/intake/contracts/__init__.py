"""What an importable kind is, and what crosses between the pipeline and the room that owns the kind."""

from rapport.customers.intake.contracts.exports import register_exporter
from rapport.customers.intake.contracts.fields import ROW, TargetField
from rapport.customers.intake.contracts.kinds import (
    ChunkOutcome,
    Heartbeat,
    ImportContext,
    ImportKind,
    ImportProgress,
    Options,
    Preset,
    Reject,
)
from rapport.customers.intake.contracts.registry import register_kind

__all__ = [
    "ROW",
    "ChunkOutcome",
    "Heartbeat",
    "ImportContext",
    "ImportKind",
    "ImportProgress",
    "Options",
    "Preset",
    "Reject",
    "TargetField",
    "register_exporter",
    "register_kind",
]
