"""Writes of notices: tell, mark as read, send the day's letter, forget what is old."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.kernel.errors import Forbidden
from rapport.kernel.identity.api import Actor, get_member_actor, list_addresses
from rapport.kernel.live.api import announce
from rapport.kernel.mail.api import Button, Letter, send_letter
from rapport.kernel.notices import queries
from rapport.kernel.notices.contracts import NoticeDraft, NoticeLine
from rapport.kernel.notices.models import Notice
from rapport.kernel.notices.registry import get_kind
from rapport.kernel.settings.api import list_chosen
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import unit_of_work

FEW, IN_A_LETTER, KEEP = 20, 10, timedelta(days=90)
EVERYBODY = "all"
_TELL = """
insert into notice (id, member_id, kind, key, subject_id, values, actor_id, created_at)
select uuidv7(), member_id, kind, key, subject_id, values::jsonb, actor_id, %s
  from unnest(%s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::text[], %s::uuid[])
       as told(member_id, kind, key, subject_id, values, actor_id)
on conflict (tenant_id, member_id, kind, key) do nothing
returning member_id
"""


def tell(drafts: Sequence[NoticeDraft], *, now: datetime) -> int:
    """Tell members, in the running transaction of their business; returns how many notices are new.

    One statement however many are told, and one query for the ways chosen of each kind told. Whoever chose
    not to hear of a kind is left out, and what was told before is not told again. Raises `LookupError` for
    a kind nobody registered.
    """
    ways = {kind: _deaf(kind) for kind in {draft.kind for draft in drafts}}
    wanted = [draft for draft in drafts if draft.member_id not in ways[draft.kind]]
    if not wanted:
        return 0
    columns: list[list[Any]] = [
        [draft.member_id for draft in wanted],
        [draft.kind for draft in wanted],
        [draft.key or str(draft.subject_id) for draft in wanted],
        [draft.subject_id for draft in wanted],
        [json.dumps(dict(draft.values)) for draft in wanted],
        [draft.actor_id for draft in wanted],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_TELL, [now, *columns])
        told = [row[0] for row in cursor.fetchall()]
    _announce(set(told))
    return len(told)


def mark_read(actor: Actor, notice_ids: Collection[UUID] | None = None) -> datetime:
    """Mark one's notices as read, all or these; returns the moment, by which `mark_unread` takes it back."""
    member = _member(actor)
    with unit_of_work(actor) as work:
        rows = Notice.objects.filter(member_id=member, read_at=None)
        if notice_ids is not None:
            rows = rows.filter(id__in=tuple(notice_ids))
        rows.update(read_at=work.now)
        _announce({member})
    return work.now


def mark_unread(actor: Actor, *, at: datetime | None = None, notice_id: UUID | None = None) -> None:
    """Mark as unread again: one notice, or those that were read in one moment (UTC)."""
    member = _member(actor)
    with unit_of_work(actor):
        chosen = {"id": notice_id} if notice_id else {"read_at": at}
        Notice.objects.filter(member_id=member, **chosen).update(read_at=None)
        _announce({member})


def send_letters(actor: Actor) -> int:
    """Send each member who wants it a letter of what they have not read nor been sent; returns how many."""
    waiting: dict[UUID, list[NoticeLine]] = {}
    with unit_of_work(actor) as work:
        place = get_own_tenant(actor.tenant_id).name
        addresses = list_addresses(queries.list_members_to_write())
        for member_id, (_address, locale) in addresses.items():
            with translation.override(locale):
                waiting[member_id] = queries.list_unsent(get_member_actor(member_id))
        ids = [line.id for lines in waiting.values() for line in lines]
        Notice.objects.filter(id__in=ids).update(mailed_at=work.now)
    for member_id, lines in waiting.items():
        address, locale = addresses[member_id]
        if lines:
            with translation.override(locale):
                send_letter(write_letter(lines, place), address, locale=locale)
    return sum(bool(lines) for lines in waiting.values())


def write_letter(lines: Sequence[NoticeLine], place: str) -> Letter:
    """Return the letter of some notices in the active language."""
    count = len(lines)
    heading = ngettext("%(count)s thing to look at", "%(count)s things to look at", count) % {"count": count}
    told = [f"{line.text} — {line.subject}" if line.subject else line.text for line in lines[:IN_A_LETTER]]
    if count > IN_A_LETTER:
        told.append(_("and %(count)s more") % {"count": count - IN_A_LETTER})
    root = settings.PUBLIC_URL or "http://localhost:8000"
    small = _("You chose to hear of this by letter; change it in your settings under Notices.")
    return Letter(f"{place}: {heading}", tuple(told), Button(_("Open the notices"), f"{root}/notices"), small)


def forget_old(actor: Actor) -> int:
    """Remove notices that are older than 90 days; returns how many."""
    with unit_of_work(actor) as work:
        return Notice.objects.filter(created_at__lt=work.now - KEEP).delete()[0]


def _deaf(kind: str) -> set[UUID]:
    """Who does not want to hear of a kind."""
    setting = get_kind(kind).setting
    return {member for member, way in list_chosen(setting).items() if way == "off"}


def _announce(members: Collection[UUID]) -> None:
    """Let open bells ask again: each of a few, or everybody's at once."""
    for member in members if len(members) <= FEW else (EVERYBODY,):
        announce(f"notice.{member}", what="notice")


def _member(actor: Actor) -> UUID:
    if actor.member_id is None:
        raise Forbidden(_("Only a member is told anything."), code="no-member")
    return actor.member_id
