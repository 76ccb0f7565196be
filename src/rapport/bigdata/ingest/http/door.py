"""The door itself: whose key, which site, how much, then read, keep, commit, and only then say 202.

    POST /ingest/v1/events      Authorization: Bearer KEY
    {"event": "product", "visitor": "v1", "sku": "A-17"}        or an array, or {"batch": […]}, or JSON lines,
                                                                or an Arrow stream with a row for each

It knows no framework: one function from what was asked to what is answered, run in a thread.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
import structlog
from django.db import InterfaceError, OperationalError, connection

from rapport.bigdata.ingest.contracts import Asked, Holder, Reply, Taken
from rapport.bigdata.ingest.operations.holders import find_known, wait_for
from rapport.bigdata.ingest.operations.taking import take_events
from rapport.bigdata.ingest.rules.reading import (
    MOST_EVENTS,
    Posted,
    UnreadableError,
    read_json,
    read_lines,
    read_rows,
)
from rapport.kernel.doors.api import Refused, read_arrow, unpack_gzip

PATH = "/ingest/v1/events"
MOST_BYTES = 5 * 1024 * 1024
"""The longest body, packed or not."""
LINES = frozenset({"application/x-ndjson", "application/jsonl", "application/ndjson"})
ARROW = "application/vnd.apache.arrow.stream"
CORS = (
    ("access-control-allow-methods", "POST"),
    ("access-control-allow-headers", "authorization, content-type, content-encoding"),
    ("access-control-max-age", "7200"),
)
OFTEN = 3600
log = structlog.get_logger(__name__)


class _Refusal(Exception):
    def __init__(self, status: int, title: str, detail: str, *more: tuple[str, str]) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail, self.more = status, title, detail, more


def take(asked: Asked) -> Reply:
    """Answer a call: 202 with counts once everything is committed, else a problem document (RFC 9457).

    400 unreadable, 401 no such key, 403 another site's page, 404 and 405 elsewhere, 413 too large,
    415 packed in another way, 429 too fast or beyond the plan, 503 while the database is away.
    """
    site = asked.headers.get("origin", "")
    seen = (("access-control-allow-origin", site), ("vary", "Origin")) if site else ()
    try:
        if asked.path != PATH:
            raise _Refusal(404, "Not found", f"Events go to {PATH}.")
        if asked.method == "OPTIONS":
            return Reply(204, b"", (*seen, *CORS))
        if asked.method != "POST":
            raise _Refusal(405, "Method not allowed", "Events are posted.", ("allow", "POST, OPTIONS"))
        return _accepted(_take(asked, site), seen)
    except _Refusal as refusal:
        return _problem(refusal, seen)
    except (OperationalError, InterfaceError) as error:
        log.warning("events wait for the database", reason=type(error).__name__)
        connection.close()
        away = _Refusal(503, "Not now", "Nothing was kept. Send it again.", ("retry-after", "5"))
        return _problem(away, seen)


def _take(asked: Asked, site: str) -> Taken:
    posted = _read(asked)
    holder, left = find_known(_key(asked, posted))
    if holder is None:
        raise _Refusal(401, "Unknown key", "No source has this key.", ("www-authenticate", "Bearer"))
    _check_site(holder, site)
    if left is not None and left < len(posted.events):
        raise _Refusal(
            429, "Beyond the plan", "The events of this month are used up.", ("retry-after", str(OFTEN))
        )
    if seconds := wait_for(holder, len(posted.events)):
        raise _Refusal(429, "Too fast", "Wait as long as Retry-After says.", ("retry-after", str(seconds)))
    return take_events(holder, posted, received_at=datetime.now(UTC))


def _read(asked: Asked) -> Posted:
    body = asked.body
    packing = asked.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip"):
        raise _Refusal(415, "Packed in another way", "gzip, or not packed at all.")
    if len(body) > MOST_BYTES:
        raise _Refusal(413, "Content too large", f"At most {MOST_BYTES} bytes.")
    kind = asked.headers.get("content-type", "").split(";")[0].strip().lower()
    try:
        if packing == "gzip":
            body = unpack_gzip(body, MOST_BYTES)
        if kind == ARROW:
            return read_rows(read_arrow(body, most_rows=MOST_EVENTS, most_bytes=MOST_BYTES))
        return read_lines(body) if kind in LINES else read_json(body)
    except Refused as error:
        status = 413 if error.code == "body_large" else 400
        raise _Refusal(status, "Not readable", str(error)) from None
    except UnreadableError as error:
        raise _Refusal(400, "Not readable", str(error)) from None


def _key(asked: Asked, posted: Posted) -> str:
    scheme, _, token = asked.headers.get("authorization", "").partition(" ")
    shown = token.strip() if scheme.lower() == "bearer" else ""
    return (shown or posted.key or asked.query.get("key", ""))[:200]


def _check_site(holder: Holder, site: str) -> None:
    if holder.kind == "site" and holder.origins and site not in holder.origins:
        raise _Refusal(403, "Another site", "Pages of this site may not send with this key.")


def _accepted(taken: Taken, seen: Sequence[tuple[str, str]]) -> Reply:
    return Reply(202, msgspec.json.encode(taken), (*seen, ("content-type", "application/json")))


def _problem(refusal: _Refusal, seen: Sequence[tuple[str, str]]) -> Reply:
    problem = {
        "type": "about:blank",
        "status": refusal.status,
        "title": refusal.title,
        "detail": refusal.detail,
    }
    head = (*seen, *refusal.more, ("content-type", "application/problem+json"))
    return Reply(refusal.status, msgspec.json.encode(problem), head)
