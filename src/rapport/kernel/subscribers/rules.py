"""Pure decisions about subscribers: what they want, where they may be, when to try again, what is sent."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
from standardwebhooks import Webhook

from rapport.kernel.errors import Said, say

_HOUR = 3600
PAUSES = (5, 60, 300, 900, *(hours * _HOUR for hours in (1, 2, 4, 8, 12, 20, 25)))
"""Seconds before each further try: three days in all. What then still is refused is given up."""
LONGEST_REST = _HOUR
"""A receiver that does not answer is asked at least this often, in seconds, whether it is back."""
LONGEST_WAIT = 24 * _HOUR
"""A receiver may ask for so much patience, in seconds, and no more."""
_BUSY = frozenset({429, 503})
GIVE_UP = timedelta(days=3)
UNWELL = 3
"""So many failures in a row, and the receiver is left alone for a while."""
FORMER_HOLDS = timedelta(days=1)
SECRET_BYTES = 32


def matches(pattern: str, name: str) -> bool:
    """Tell whether a fact's name is what a subscriber asked for: the name itself, or all about one thing."""
    return name == pattern or (pattern.endswith(".*") and name.startswith(pattern[:-1]))


def expand(patterns: Iterable[str], known: Collection[str]) -> list[str]:
    """Return the names of facts a subscriber is told."""
    wanted = tuple(patterns)
    return [name for name in known if any(matches(pattern, name) for pattern in wanted)]


def topics_of(names: Iterable[str]) -> list[str]:
    """Return `order.*` and the like: what facts can be about."""
    return sorted({f"{name.split('.', 1)[0]}.*" for name in names})


def find_fault(url: str, inside: Collection[tuple[str, int]]) -> Said | None:
    """Return why an address cannot be a subscriber's, or None. `inside` may be called over http too."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return say("This is not a web address.")
    if not host or parts.scheme not in ("http", "https") or any(letter <= " " for letter in url):
        return say("This is not a web address.")
    if parts.username is not None or parts.password is not None:
        return say("An address must not carry a name or password.")
    if parts.fragment:
        return say("Leave out the part after #: it would not be sent.")
    if parts.scheme == "http" and (host, port) not in inside:
        return say("Begin with https://, so that nobody on the way reads along.")
    return None


def pause_before(tries: int, luck: float) -> timedelta | None:
    """Return how long to wait after so many tries, up to a tenth longer by luck (0 to 1); None to give up."""
    if tries > len(PAUSES):
        return None
    return timedelta(seconds=PAUSES[tries - 1] * (1 + luck / 10))


def rest_after(failures: int, luck: float) -> timedelta:
    """Return how long to leave a receiver alone after so many failures in a row."""
    pause = PAUSES[min(failures, len(PAUSES)) - 1]
    return timedelta(seconds=min(pause, LONGEST_REST) * (1 + luck / 10))


def read_wait(status: int, retry_after: str, now: datetime) -> timedelta | None:
    """Return how long a busy receiver (429, 503) asks to be left alone, a day at most.

    It names seconds, or a moment (RFC 9110); what cannot be read asks for nothing.
    """
    if status not in _BUSY or not retry_after.strip():
        return None
    try:
        seconds = float(int(retry_after))
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(retry_after) - now).total_seconds()
        except (TypeError, ValueError):  # no date, or one without a zone
            return None
    return timedelta(seconds=min(max(seconds, 0.0), LONGEST_WAIT))


def write_body(
    *,
    webhook_id: UUID,
    name: str,
    occurred_at: datetime,
    subject: tuple[str, UUID, int | None],
    actor_id: UUID | None,
    unit_id: UUID | None,
    payload: dict[str, Any],
) -> str:
    """Return the body of a dispatch: type, timestamp and data as Standard Webhooks names them, and whence.

    Fields may be added; none changes its meaning without a new version in the name.
    """
    kind, subject_id, version = subject
    body = {
        "type": name,
        "timestamp": occurred_at.astimezone(UTC),
        "id": webhook_id,
        "subject": {"kind": kind, "id": subject_id, "version": version},
        "actor_id": actor_id,
        "unit_id": unit_id,
        "data": payload,
    }
    return msgspec.json.encode(body).decode()


def sign(secrets: Iterable[str], webhook_id: str, body: str, now: datetime) -> dict[str, str]:
    """Return the headers of Standard Webhooks; while a former secret holds, both sign."""
    signatures = [Webhook(secret).sign(webhook_id, now.astimezone(UTC), body) for secret in secrets]
    return {
        "webhook-id": webhook_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
        "content-type": "application/json",
    }
