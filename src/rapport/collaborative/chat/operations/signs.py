"""Signs: a visitor is there, writes, has seen; agents' pages hear of what is new about it."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from rapport.collaborative.chat.contracts import Visitor
from rapport.collaborative.chat.models import ChatLine, ChatSign, ChatVisitor
from rapport.collaborative.delivery.api import announce_presence, take_reports
from rapport.collaborative.delivery.contracts import AccountState, Report
from rapport.kernel.identity.api import system_actor
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work

HERE, WRITES = timedelta(seconds=60), timedelta(seconds=8)
"""How long one sign of being there, and of writing, is good for."""
_SIGN = """
insert into chat_sign (id, visitor_id, here_until)
select uuidv7(), visitor_id, %s from unnest(%s::uuid[]) n(visitor_id) order by 2
on conflict (tenant_id, visitor_id) do update set here_until = excluded.here_until
"""


def sign_here(signs: Sequence[tuple[UUID, UUID, bool]]) -> list[None]:
    """Note of visitors of one business (its id, theirs, whether they are there) in one statement."""
    tenant_id, _visitor, here = signs[0]
    until = timezone.now() + HERE if here else timezone.now()
    with as_tenant(tenant_id), connection.cursor() as cursor:
        cursor.execute(_SIGN, [until, sorted({visitor_id for _, visitor_id, _ in signs})])
    return [None] * len(signs)


def note_typing(account: AccountState, visitor: Visitor) -> None:
    """Note that a visitor writes; agents hear of it when it is news."""
    with unit_of_work(system_actor(visitor.tenant_id)) as work:
        before = ChatSign.objects.filter(visitor_id=visitor.id, typing_until__gt=work.now).exists()
        ChatSign.objects.update_or_create(
            visitor_id=visitor.id,
            defaults={"typing_until": work.now + WRITES, "here_until": work.now + HERE},
        )
        if not before:
            announce_presence(account.id, visitor.address)


def note_seen(account: AccountState, visitor: Visitor, number: int) -> int:
    """Note that a visitor has seen their lines up to a number; returns how many answers that were news."""
    with unit_of_work(system_actor(visitor.tenant_id)) as work:
        seen = ChatLine.objects.filter(visitor_id=visitor.id, number__lte=number, read_at=None)
        tokens = list(seen.exclude(token="").order_by("number").values_list("token", flat=True))
        if tokens:
            seen.update(read_at=work.now)
            take_reports([(account, Report("read", work.now, token=token)) for token in tokens])
    return len(tokens)


def presence_of(visitor_address: str) -> str:
    """Return `writing`, `here`, `gone` or `blocked` of a visitor, empty for an address that is none."""
    try:
        visitor_id = UUID(hex=visitor_address)
    except ValueError:
        return ""
    if ChatVisitor.objects.filter(id=visitor_id, blocked_at__isnull=False).exists():
        return "blocked"
    row, now = ChatSign.objects.filter(visitor_id=visitor_id).first(), timezone.now()
    if row is None or row.here_until <= now:
        return "gone"
    return "writing" if row.typing_until and row.typing_until > now else "here"
