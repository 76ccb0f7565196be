"""The front door of the vault."""

from rapport.kernel.vault.operations import derive_key, lock_away, take_out

__all__ = ["derive_key", "lock_away", "take_out"]
