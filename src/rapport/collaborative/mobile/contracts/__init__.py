"""What crosses the room's walls."""

from rapport.collaborative.mobile.contracts.links import (
    Alphabet,
    BindMode,
    Ids,
    LinkDraft,
    LinkState,
    Long,
    Security,
)

__all__ = ["Alphabet", "BindMode", "Ids", "LinkDraft", "LinkState", "Long", "Security"]
