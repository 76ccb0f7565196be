"""Writes of notices: tell, mark as read, send the day's letter, forget what is old."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.kernel.errors import Forbidden
from rapport.kernel.identity.api import Actor, absolute, get_member_actor, list_addresses
from rapport.kernel.live.api import announce
from rapport.kernel.mail.api import Button, Letter, send_letter
from rapport.kernel.notices import queries
from rapport.kernel.notices.contracts import NoticeDraft, NoticeLine
from rapport.kernel.notices.models import Notice
from rapport.kernel.notices.registry import get_kind
from rapport.kernel.tenancy.api import current_tenant_id, get_own_tenant
from rapport.kernel.work.api import unit_of_work

FEW, IN_A_LETTER, KEEP = 20, 10, timedelta(days=90)
EVERYBODY = "all"
_TELL = """
insert into notice (id, member_id, kind, key, subject_id, values, actor_id, created_at)
select uuidv7(), member_id, kind, key, subject_id, values::jsonb, actor_id, %s
  from unnest(%s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::text[], %s::uuid[])
       as told(member_id, kind, key, subject_id, values, actor_id)
on conflict (tenant_id, member_id, kind, key) do nothing
returning id, member_id, kind
"""


class _New(NamedTuple):
    """A notice that was not there before."""

    id: UUID
    member_id: UUID
    kind: str


def tell(drafts: Sequence[NoticeDraft], *, now: datetime) -> int:
    """Tell members, in the running transaction of their business; returns how many notices are new.

    One statement however many are told, and one query for the ways chosen of each kind told. Whoever chose
    not to hear of a kind is left out, and what was told before is not told again. Letters of pressing kinds
    leave with the commit. Raises `LookupError` for a kind nobody registered.
    """
    members: dict[str, set[UUID]] = defaultdict(set)
    for draft in drafts:
        members[draft.kind].add(draft.member_id)
    deaf = {kind: queries.choosing(get_kind(kind), "off", ids) for kind, ids in members.items()}
    wanted = [draft for draft in drafts if draft.member_id not in deaf[draft.kind]]
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
        told = [_New(*row) for row in cursor.fetchall()]
    _announce({one.member_id for one in told})
    _press([one for one in told if get_kind(one.kind).pressing], now)
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
    told = [f"{line.text} — {line.subject}" if line.subject else line.text for line in lines[:IN_A_LETTER]]
    if count > IN_A_LETTER:
        told.append(_("and %(count)s more") % {"count": count - IN_A_LETTER})
    small = _("You hear of this by letter; change it in your settings under Notices.")
    if count == 1:
        button = Button(_("Open it"), absolute(f"/notices/{lines[0].id}"))
        return Letter(f"{place}: {told[0]}", tuple(told), button, small)
    heading = ngettext("%(count)s thing to look at", "%(count)s things to look at", count) % {"count": count}
    button = Button(_("Open the notices"), absolute("/notices"))
    return Letter(f"{place}: {heading}", tuple(told), button, small)


def forget_old(actor: Actor) -> int:
    """Remove notices that are older than 90 days; returns how many."""
    with unit_of_work(actor) as work:
        return Notice.objects.filter(created_at__lt=work.now - KEEP).delete()[0]


def _press(told: Sequence[_New], now: datetime) -> None:
    """Have letters of pressing notices leave with the commit, each member's in one."""
    members: dict[str, set[UUID]] = defaultdict(set)
    for one in told:
        members[one.kind].add(one.member_id)
    wanting = {kind: queries.choosing(get_kind(kind), "mail", ids) for kind, ids in members.items()}
    notices: dict[UUID, list[UUID]] = defaultdict(list)
    for one in told:
        if one.member_id in wanting[one.kind]:
            notices[one.member_id].append(one.id)
    if not notices:
        return
    place = get_own_tenant(current_tenant_id()).name
    for member_id, (address, locale) in list_addresses(notices).items():
        with translation.override(locale):
            lines = queries.list_pressing(notices[member_id], get_member_actor(member_id))
            letter = write_letter(lines, place)
        transaction.on_commit(partial(send_letter, letter, address, locale=locale), using="default")
    Notice.objects.filter(id__in=[one for ids in notices.values() for one in ids]).update(mailed_at=now)


def _announce(members: Collection[UUID]) -> None:
    """Let open bells ask again: each of a few, or everybody's at once."""
    for member in members if len(members) <= FEW else (EVERYBODY,):
        announce(f"notice.{member}", what="notice")


def _member(actor: Actor) -> UUID:
    if actor.member_id is None:
        raise Forbidden(_("Only a member is told anything."), code="no-member")
    return actor.member_id
