"""Pure decisions of the programs' door: cursors, versions, keys, and how fast a caller may go."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Any

import msgspec

KEY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the order it was read in, the value it ended at and the last row's id.

    The value is the sort's as text, or a place as `kernel.paging` writes it.
    """

    sort: str
    value: str | None
    id: str


def write_cursor(cursor: Cursor) -> str:
    """Return a cursor as the opaque text a caller hands back."""
    raw = msgspec.json.encode((cursor.sort, cursor.value, cursor.id))
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def read_cursor(text: str, sort: str) -> Cursor:
    """Read a cursor; raises ValueError when it is not one of ours or belongs to another order."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        name, value, row_id = msgspec.json.decode(raw, type=tuple[str, str | None, str])
    except (binascii.Error, ValueError, msgspec.DecodeError) as error:
        raise ValueError("not a cursor") from error
    if name != sort:
        raise ValueError("a cursor of another order")
    return Cursor(name, value, row_id)


def digest_request(method: str, path: str, body: bytes) -> bytes:
    """Return the SHA-256 by which a repeated call is told from another call under the same key."""
    digest = hashlib.sha256(f"{method} {path}\n".encode())
    digest.update(body)
    return digest.digest()


def etag_of_version(version: int) -> str:
    """Return the entity tag (RFC 9110) of a row version."""
    return f'"{version}"'


def etag_of_content(content: Any) -> str:
    """Return the entity tag of a record without a version: a digest of what it shows."""
    return '"' + hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:20] + '"'


def etag_of_bytes(body: bytes) -> str:
    """Return the entity tag of an answer as it is sent."""
    return '"' + hashlib.sha256(body).hexdigest()[:20] + '"'


def tags_match(wanted: str, etag: str) -> bool:
    """Tell whether an If-Match or If-None-Match header names the tag; `*` names any."""
    names = {name.strip().removeprefix("W/") for name in wanted.split(",")}
    return "*" in names or etag in names


@dataclass(slots=True)
class Allowance:
    """A caller's token bucket: `level` calls left at `at` (monotonic seconds)."""

    level: float
    at: float

    def take(self, now: float, rate: int, window: int, many: int = 1) -> bool:
        """Take so many calls if they are there; the bucket holds `rate` and refills in `window` seconds."""
        self.level = min(float(rate), self.level + (now - self.at) * rate / window)
        self.at = now
        if self.level < many:
            return False
        self.level -= many
        return True

    def seconds_until(self, calls: float, rate: int, window: int) -> int:
        """Return the whole seconds until so many calls are left again."""
        missing = max(0.0, calls - self.level)
        return -int(-missing * window // rate)
