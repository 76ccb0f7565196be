"""The front door of recents."""

from rapport.kernel.recents.operations import note_opened
from rapport.kernel.recents.queries import list_recent

__all__ = ["list_recent", "note_opened"]
