"""Seeing the desk as another member sees it: on record, for an hour at most, never writing."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.kernel.errors import Forbidden, Missing
from rapport.kernel.identity.contracts import Actor
from rapport.kernel.identity.events import SeeingBegan, SeeingEnded
from rapport.kernel.identity.models import Member, Person, Seeing
from rapport.kernel.identity.operations.recording import as_actor, note
from rapport.kernel.identity.queries import get_member_actor, within_scope
from rapport.kernel.identity.rules import find_uncovered

SEE_AS = "impersonate"
LONGEST = timedelta(hours=1)


def begin_seeing(member_id: UUID, *, actor: Actor) -> Seeing:
    """Begin to see the desk as another active member; raises `Missing`, `Forbidden`.

    Nobody sees more in it than they may by themselves: a member with rights the actor lacks is refused, and
    so are staff of the host, on either side.
    """
    with as_actor(actor):
        rows = within_scope(Member.objects.all(), actor, SEE_AS, "member", owner="id")
        member = rows.filter(id=member_id, status=Member.Status.ACTIVE).first()
        if member is None:
            raise Missing(_("There is no such member."))
        if actor.member_id is None or member.id == actor.member_id:
            raise Forbidden(_("You see your own desk already."), code="own-desk")
        viewer = Member.objects.get(id=actor.member_id)
        if Person.objects.filter(id__in=(member.person_id, viewer.person_id), is_host=True).exists():
            raise Forbidden(_("Staff of the host see nobody’s desk, and nobody sees theirs."), code="host")
        if find_uncovered(actor.grants, get_member_actor(member_id).grants):
            raise Forbidden(_("This member may do what you may not."), code="uncovered")
        seeing = Seeing.objects.create(viewer=viewer, member=member, began_at=timezone.now())
        note(SeeingBegan(seeing_id=seeing.id, viewer_id=viewer.id, member_id=member.id))
    return seeing


def end_seeing(seeing_id: UUID, *, actor: Actor) -> None:
    """See one’s own desk again; what has ended already stays as it ended."""
    with as_actor(actor):
        rows = Seeing.objects.filter(id=seeing_id, viewer_id=actor.member_id, ended_at=None)
        for seeing in rows.select_for_update():
            rows.update(ended_at=timezone.now())
            note(SeeingEnded(seeing_id=seeing.id, viewer_id=seeing.viewer_id, member_id=seeing.member_id))


def find_seen_actor(seeing_id: UUID, actor: Actor) -> Actor | None:
    """Return the member whose desk the actor sees, or None where it ended, took too long, or may be no more.

    From here on the running transaction can write nothing, whatever a page tries.
    """
    rows = Seeing.objects.filter(id=seeing_id, viewer_id=actor.member_id, ended_at=None)
    seeing = rows.filter(began_at__gt=timezone.now() - LONGEST).first()
    if seeing is None or not actor.may(SEE_AS, "member"):
        return None
    try:
        seen = get_member_actor(
            seeing.member_id, request_id=actor.request_id, zone=actor.zone, locale=actor.locale
        )
    except Missing:
        return None
    if find_uncovered(actor.grants, seen.grants):
        return None
    with connection.cursor() as cursor:
        cursor.execute("set transaction read only")
    return replace(seen, reads_only=True)
