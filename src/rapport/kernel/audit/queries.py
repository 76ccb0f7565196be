"""Reads of history."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from rapport.kernel.audit.contracts import ChangeLine, OriginLine, SealCheck, SealHead
from rapport.kernel.audit.models import Change, Origin, Seal

_OLD = """
select count(*)
  from change c, (select id, snapshot from change_seal where at < %s order by number desc limit 1) s
 where c.id < s.id and pg_visible_in_snapshot(c.xid, s.snapshot)
"""
QUIET = frozenset(
    (
        *("id", "tenant_id", "batch_id", "updated_at", "version", "name_key"),
        *("digest", "secret", "former_secret", "sha256", "file_path"),
        *("blob_id", "archive_id", "search_id", "undo_batch_id"),
    )
)
"""What tells people nothing: keys, digests, what is encrypted, numbers of the house."""


def select_changes(
    *,
    subject_id: UUID | None = None,
    batch_id: UUID | None = None,
    row_ids: Collection[UUID] | None = None,
    tables: Collection[str] = (),
    actor_id: UUID | None = None,
    actor_ids: Collection[UUID] | None = None,
    ops: Collection[str] = (),
) -> QuerySet[Change]:
    """Return the changes of the current tenant to which all that is given applies, unordered.

    The caller has authorised the actor for what is asked; only row-level security is checked here.
    """
    rows = Change.objects.defer("xid")
    if subject_id:
        rows = rows.filter(subject_id=subject_id)
    if batch_id:
        rows = rows.filter(batch_id=batch_id)
    if row_ids is not None:
        rows = rows.filter(row_id__in=tuple(row_ids))
    if tables:
        rows = rows.filter(table__in=tuple(tables))
    if actor_id:
        rows = rows.filter(actor_id=actor_id)
    if actor_ids is not None:
        rows = rows.filter(actor_id__in=tuple(actor_ids))
    if ops:
        rows = rows.filter(op__in=tuple(ops))
    return rows


def list_changes(*, before: UUID | None = None, limit: int = 50, **asked: Any) -> list[ChangeLine]:
    """Return changes, newest first, paged by the id of the last one seen; `asked` as of `select_changes`."""
    rows = select_changes(**asked).order_by("-id")
    if before:
        rows = rows.filter(id__lt=before)
    return [_line(change) for change in rows[:limit]]


def load_changes(ids: Sequence[UUID]) -> list[ChangeLine]:
    """Return these changes in the order of their ids; those out of the tenant's reach are left out."""
    found = {change.id: _line(change) for change in Change.objects.filter(id__in=ids).defer("xid")}
    return [found[one] for one in ids if one in found]


def list_origins(request_ids: Collection[UUID]) -> dict[UUID, OriginLine]:
    """Return from where requests came, by their ids; jobs and the command line have no origin."""
    return {
        row.id: OriginLine(row.id, row.address, row.agent, row.method, row.path)
        for row in Origin.objects.filter(id__in=tuple(request_ids))
    }


def find_seal(number: int | None = None) -> SealHead | None:
    """Return a seal of the current tenant by number, the newest without one; None where there is none."""
    rows = Seal.objects.order_by("-number")
    row = (rows.filter(number=number) if number is not None else rows).only("number", "digest").first()
    return SealHead(row.number, bytes(row.digest)) if row else None


def check_seals() -> list[SealCheck]:
    """Recompute every link of the current tenant's chain and say which still fit."""
    with connection.cursor() as cursor:
        cursor.execute("select number, intact, let_go from change_check_seals()")
        return [SealCheck(*row) for row in cursor.fetchall()]


def count_old(before: datetime) -> int:
    """Return how many changes lie under seals from before a moment (UTC), which `let_go_changes` takes."""
    with connection.cursor() as cursor:
        cursor.execute(_OLD, [before])
        return int(cursor.fetchone()[0])


def _line(change: Change) -> ChangeLine:
    return ChangeLine(
        id=change.id,
        at=change.at,
        table=change.table,
        op=change.op,
        row_id=change.row_id,
        subject_id=change.subject_id,
        count=change.count,
        actor_id=change.actor_id,
        request_id=change.request_id,
        batch_id=change.batch_id,
        fields=_difference(change.before or {}, change.after or {}),
    )


def _difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    names = [name for name in {**before, **after} if name not in QUIET]
    return {
        name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    }
