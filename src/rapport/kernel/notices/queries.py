"""Reads of notices: one's own, written in the reader's language and with the reader's rights."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import QuerySet

from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, list_member_names
from rapport.kernel.notices.contracts import NoticeKind, NoticeLine, Told, Way
from rapport.kernel.notices.models import Notice
from rapport.kernel.notices.registry import get_kind, list_kinds
from rapport.kernel.rest.api import page_rows
from rapport.kernel.settings.api import get_setting, list_chosen

MOST_COUNTED, MOST_WRITTEN = 100, 200


def count_unread(actor: Actor) -> int:
    """Return how many notices the actor has not read, 100 for that and more; one query."""
    return _mine(actor).filter(read_at=None).order_by("-id")[:MOST_COUNTED].count()


def page_notices(
    actor: Actor,
    *,
    member_id: UUID | None = None,
    unread: bool = False,
    cursor: str | None = None,
    limit: int = 50,
) -> tuple[list[NoticeLine], str | None]:
    """Return a page of notices, newest first, and the cursor of the next: the actor's own, or a member's.

    Those of others ask for the right to view notices. One query, one for names, one for each kind's subjects.
    """
    if member_id is not None and member_id != actor.member_id:
        actor.require("view", "notice")
    rows = _mine(actor) if member_id is None else Notice.objects.filter(member_id=member_id)
    if unread:
        rows = rows.filter(read_at=None)
    found, after = page_rows(rows, cursor=cursor, limit=limit)
    return write_lines(found, actor), after


def get_notice(notice_id: UUID, actor: Actor) -> NoticeLine:
    """Return one of the actor's notices; raises `Missing`."""
    lines = write_lines(_mine(actor).filter(id=notice_id), actor)
    if not lines:
        raise Missing("There is no such notice.")
    return lines[0]


def list_unsent(actor: Actor) -> list[NoticeLine]:
    """Return what a member has neither read nor been sent, of the kinds they want by letter, oldest first."""
    kinds = [
        one.kind for one in list_kinds() if get_setting(one.setting, member_id=actor.member_id) == "mail"
    ]
    rows = _mine(actor).filter(read_at=None, mailed_at=None, kind__in=kinds)
    return write_lines(rows.order_by("id")[:MOST_WRITTEN], actor)


def list_members_to_write() -> set[UUID]:
    """Return who wants letters of some kind and has something waiting."""
    waiting = Notice.objects.filter(read_at=None, mailed_at=None).values_list("kind", "member_id").distinct()
    members: dict[str, set[UUID]] = defaultdict(set)
    for kind, member in waiting:
        members[kind].add(member)
    return {one for kind in list_kinds() for one in choosing(kind, "mail", members[kind.kind])}


def choosing(kind: NoticeKind, way: Way, member_ids: Iterable[UUID]) -> set[UUID]:
    """Return the members to whom a kind comes in this way: as they chose, or as it comes by itself."""
    members = set(member_ids)
    chosen = list_chosen(kind.setting) if members else {}
    return {one for one in members if chosen.get(one, kind.way) == way}


def list_pressing(notice_ids: Collection[UUID], actor: Actor) -> list[NoticeLine]:
    """Return those of a member's notices, as they are written for them."""
    return write_lines(_mine(actor).filter(id__in=tuple(notice_ids)), actor)


def write_lines(rows: Iterable[Notice], actor: Actor) -> list[NoticeLine]:
    """Write notices for a reader; those of kinds no room has any more are left out."""
    known = {kind.kind for kind in list_kinds()}
    told = [_told(row) for row in rows if row.kind in known]
    who = list_member_names({one.actor_id for one in told if one.actor_id}) if told else {}
    subjects: dict[str, set[UUID]] = defaultdict(set)
    for one in told:
        subjects[one.kind].add(one.subject_id)
    names: dict[tuple[str, UUID], str] = {}
    for kind, ids in subjects.items():
        look_up = get_kind(kind).names
        found = look_up(ids, actor) if look_up else {}
        names.update({(kind, subject): name for subject, name in found.items()})
    return [_line(one, names.get((one.kind, one.subject_id), ""), who) for one in told]


def _mine(actor: Actor) -> QuerySet[Notice]:
    return Notice.objects.filter(member_id=actor.member_id) if actor.member_id else Notice.objects.none()


def _told(row: Notice) -> Told:
    return Told(row.id, row.kind, row.subject_id, row.values, row.actor_id, row.created_at, row.read_at)


def _line(one: Told, subject: str, who: Mapping[UUID, str]) -> NoticeLine:
    kind = get_kind(one.kind)
    return NoticeLine(
        id=one.id,
        kind=one.kind,
        icon=kind.icon,
        text=kind.words(one),
        subject=subject,
        who=who.get(one.actor_id, "") if one.actor_id else "",
        href=kind.href(one),
        at=one.created_at,
        unread=one.read_at is None,
    )
