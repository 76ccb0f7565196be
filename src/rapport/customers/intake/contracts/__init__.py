"""What an importable kind is, and what crosses between the pipeline and the room that owns the kind."""

from rapport.customers.intake.contracts.exports import EVERYTHING, Wanted, register_exporter
from rapport.customers.intake.contracts.fields import OWN, ROW, TargetField
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
    "EVERYTHING",
    "OWN",
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
    "Wanted",
    "register_exporter",
    "register_kind",
]
