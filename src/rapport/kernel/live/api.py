"""The front door of live updates."""

from rapport.kernel.live.announcing import announce, announce_all
from rapport.kernel.live.hub import RESYNC, Announcement, LiveHub, Stream

__all__ = ["RESYNC", "Announcement", "LiveHub", "Stream", "announce", "announce_all"]
