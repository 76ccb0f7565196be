"""What crosses the room's walls."""

from rapport.collaborative.logic.contracts.lines import (
    ServiceDraft,
    ServiceLine,
    TraceLine,
    Trial,
    VersionLine,
)
from rapport.collaborative.logic.contracts.looking import Asked, LookUp
from rapport.collaborative.logic.contracts.service import Definition, Step, Then, When

__all__ = [
    "Asked",
    "Definition",
    "LookUp",
    "ServiceDraft",
    "ServiceLine",
    "Step",
    "Then",
    "TraceLine",
    "Trial",
    "VersionLine",
    "When",
]
