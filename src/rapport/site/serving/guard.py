"""Back-pressure before collapse: what brings data in is refused while the disk is nearly full.

Reading, signing in, small edits and deleting go on, so that people can make room.
"""

import time
from pathlib import Path

from rapport.site import disk
from rapport.site.serving.messages import Scope, header

SMALL = 64 * 1024
"""Bytes of a form that is let in all the same."""
KEEP_FOR = 2.0
"""Seconds a reading of the disk is good for."""
BRINGING = frozenset({"POST", "PUT", "PATCH"})
DOORS = ("/api/", "/hooks/", "/ingest", "/f/")
"""Addresses programs and strangers bring data to: there even a small piece is refused."""


class DiskGuard:
    """Tells whether a request may bring in what it carries."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.looked_at = float("-inf")
        self.short = False

    def refuses(self, scope: Scope) -> bool:
        """Tell whether a request must wait until there is room again."""
        return scope["method"] in BRINGING and brings_much(scope) and self._is_short()

    def _is_short(self) -> bool:
        if time.monotonic() - self.looked_at > KEEP_FOR:
            self.short = disk.measure(self.home).short
            self.looked_at = time.monotonic()
        return self.short


def brings_much(scope: Scope) -> bool:
    """Tell whether a write comes from a program, or carries more than a form does."""
    announced = header(scope, b"content-length")
    long = announced is None or not announced.isdigit() or int(announced) > SMALL
    return str(scope["path"]).startswith(DOORS) or long
