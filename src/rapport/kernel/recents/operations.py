"""Noting what a member opens."""

from uuid import UUID

from django.db import connection
from django.utils import timezone

from rapport.kernel.identity.api import Actor

KEPT = 30
_NOTE = """
with noted as (
    insert into recent (id, member_id, kind, record_id, opened_at)
    values (uuidv7(), %(member)s, %(kind)s, %(record)s, %(now)s)
    on conflict (tenant_id, member_id, kind, record_id) do update set opened_at = excluded.opened_at)
delete from recent where member_id = %(member)s and (kind, record_id) in (
    select kind, record_id from recent
     where member_id = %(member)s and (kind, record_id) <> (%(kind)s, %(record)s)
     order by opened_at desc offset %(others)s)
"""


def note_opened(kind: str, record_id: UUID, *, actor: Actor) -> None:
    """Note that the actor opened a record they may see; one statement, which also keeps the list short."""
    if actor.member_id is None or actor.reads_only:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _NOTE,
            {
                "member": actor.member_id,
                "kind": kind,
                "record": record_id,
                "now": timezone.now(),
                "others": KEPT - 1,
            },
        )
