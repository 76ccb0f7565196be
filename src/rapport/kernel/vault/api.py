"""The front door of the vault."""

from rapport.kernel.vault.operations import lock_away, take_out

__all__ = ["lock_away", "take_out"]
