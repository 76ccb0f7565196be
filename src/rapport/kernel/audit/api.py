"""The front door of history."""

from rapport.kernel.audit.contracts import ChangeLine, SealCheck, SealHead
from rapport.kernel.audit.operations import seal_changes
from rapport.kernel.audit.queries import check_seals, list_changes

__all__ = ["ChangeLine", "SealCheck", "SealHead", "check_seals", "list_changes", "seal_changes"]
