"""Sealing: the newest changes are chained to what was sealed before."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection

from rapport.kernel.audit.contracts import SealHead
from rapport.kernel.statements import execute_planned

_ORIGIN = """
insert into change_origin (id, at, address, agent, method, path) values (%s, now(), %s, %s, %s, %s)
    on conflict do nothing
"""


def note_origin(request_id: UUID, *, address: str, agent: str, method: str, path: str) -> None:
    """Keep from where the running request came, in the transaction of what it writes.

    A program may name two calls by one request id: the first to be kept stands.
    """
    execute_planned(_ORIGIN, [request_id, address[:45], agent[:200], method[:8], path[:200]])


def seal_changes() -> SealHead | None:
    """Seal what the current tenant changed since its last seal; returns the new head, None when nothing."""
    with connection.cursor() as cursor:
        cursor.execute("select number, digest from change_seal_now()")
        row = cursor.fetchone()
    return SealHead(row[0], bytes(row[1])) if row else None


def let_go_changes(before: datetime, *, most: int) -> int:
    """Let go of at most so many changes under seals from before a moment (UTC); returns how many went.

    Their seals stay, and the chain goes on from them; that they were let go is a line of history itself.
    From where those changes came goes too. The last year is kept whatever is asked: the database refuses it.
    The caller has authorised it.
    """
    with connection.cursor() as cursor:
        cursor.execute("select change_let_go(%s, %s)", [before, most])
        return int(cursor.fetchone()[0])


def forget_contents(subject_ids: Iterable[UUID], row_ids: Iterable[UUID] = ()) -> int:
    """Forget what history says of these records and rows; returns how many changes lost their words.

    That something changed, when and by whom stays, and every seal still fits: a seal covers salted digests
    of the words. That they were forgotten, when and by whom, is a line of history itself. There is no way
    back. Call it last: what the erasing transaction overwrote is history too. The caller has authorised it.
    """
    with connection.cursor() as cursor:
        cursor.execute("select change_forget(%s, %s)", [list(subject_ids), list(row_ids)])
        return int(cursor.fetchone()[0])
