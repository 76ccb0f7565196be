"""Deliveries written back, however many, in one statement."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import connection

from rapport.collaborative.delivery.models import Delivery

_KINDS = {
    **{"state": "text", "code": "text", "detail": "text", "external_id": "text", "tries": "int2"},
    **{"units": "int2", "cost": "numeric", "currency": "text"},
    **{"due_at": "timestamptz", "sent_at": "timestamptz", "settled_at": "timestamptz"},
}
_SAVE = """
update delivery d set {sets} from unnest(%s::uuid[], {arrays}) as n(id, {names})
 where d.id = n.id
""".format(
    sets=", ".join(f"{name} = n.{name}" for name in _KINDS),
    arrays=", ".join(f"%s::{kind}[]" for kind in _KINDS.values()),
    names=", ".join(_KINDS),
)


def lock_accounts(ids: Iterable[UUID]) -> None:
    """Have what is noted of an account's deliveries wait for each other, until the transaction ends.

    Otherwise a report that overtakes its delivery's id could be kept unseen while the id is.
    """
    with connection.cursor() as cursor:
        for account_id in sorted(ids):
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"account {account_id}"])


def lock_deliveries(ids: Iterable[UUID]) -> dict[UUID, Delivery]:
    """Lock deliveries with their messages, always in the same order."""
    rows = Delivery.objects.select_for_update(of=("self",)).filter(id__in=list(ids))
    return {row.id: row for row in rows.select_related("message").order_by("id")}


def save_deliveries(rows: Collection[Delivery]) -> None:
    """Write how far locked deliveries are."""
    if not rows:
        return
    columns = [[row.id for row in rows], *([getattr(row, name) for row in rows] for name in _KINDS)]
    with connection.cursor() as cursor:
        cursor.execute(_SAVE, columns)
