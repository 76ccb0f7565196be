"""Keeping the first answer under the caller's key, in the transaction of the effect itself."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection
from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict
from rapport.kernel.ids import new_id

_CLAIM = """
insert into kept_answer as kept (id, caller_id, key, fingerprint, at) values (%s, %s, %s, %s, now())
on conflict (tenant_id, caller_id, key) do update
   set fingerprint = excluded.fingerprint, status = null, headers = null, body = null, at = now()
 where kept.at < now() - interval '24 hours'
returning 1
"""
_KEEP = "update kept_answer set status = %s, headers = %s, body = %s where caller_id = %s and key = %s"
_PURGE = """
delete from kept_answer where (caller_id, key) in (
    select caller_id, key from kept_answer where at < now() - interval '24 hours' limit 500)
"""
PURGE_ODDS = 64


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer given before: status, headers and body exactly as they were."""

    status: int
    headers: dict[str, str]
    body: bytes


def claim_key(caller_id: UUID, key: str, fingerprint: bytes) -> Kept | None:
    """Claim the key for the running transaction; returns the kept answer when it was used before.

    A call that arrives while the first still runs waits for it. A key whose first call failed is free
    again, since that call left nothing behind. Raises `Conflict` when the key was used for another call.
    """
    fresh = new_id()
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [fresh, caller_id, key, fingerprint])
        if cursor.fetchone():
            if fresh.int % PURGE_ODDS == 0:
                cursor.execute(_PURGE)
            return None
        cursor.execute(
            "select fingerprint, status, headers, body from kept_answer where caller_id = %s and key = %s",
            [caller_id, key],
        )
        row: Any = cursor.fetchone()
    if row is None or row[1] is None:
        raise Conflict(_("The first call under this key is not finished. Try again."), code="key-in-use")
    if bytes(row[0]) != fingerprint:
        raise Conflict(
            _("This Idempotency-Key was used for another call."),
            code="key-reused",
            fields={"Idempotency-Key": _("Used before with another method, path or body. Choose a new one.")},
        )
    headers = msgspec.json.decode(row[2]) if isinstance(row[2], str) else row[2]
    return Kept(row[1], headers, bytes(row[3]))


def keep_answer(caller_id: UUID, key: str, kept: Kept) -> None:
    """Keep the answer with the effect: both commit or neither does."""
    headers = msgspec.json.encode(kept.headers).decode()
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [kept.status, headers, kept.body, caller_id, key])
