"""Reads of views: one's own, those shared with one, and one's marks on them."""

from typing import cast
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rapport.kernel.errors import Forbidden, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.views.contracts import SavedView, Shared
from rapport.kernel.views.models import View, ViewMark


def list_views(kind: str = "", *, actor: Actor) -> list[SavedView]:
    """Return the views the actor sees, of a kind or of all, pinned first, then by name; two queries.

    Needs a tenant.
    """
    seen = _seen(actor).filter(kind=kind) if kind else _seen(actor)
    rows = list(seen.order_by("name", "id")[:500])
    marks = {mark.view_id: mark for mark in _marks(actor).filter(view_id__in=[row.id for row in rows])}
    views = [_line(row, marks.get(row.id), actor) for row in rows]
    return sorted(views, key=lambda view: not view.pinned)


def get_view(view_id: UUID, *, actor: Actor) -> SavedView:
    """Return a view the actor sees; raises `Missing`."""
    row = _seen(actor).filter(id=view_id).first()
    if row is None:
        raise Missing(_("There is no such view."))
    return _line(row, _marks(actor).filter(view_id=view_id).first(), actor)


def get_view_for_update(view_id: UUID, *, actor: Actor, removed: bool = False) -> View:
    """Lock a view the actor may change: its owner, or whoever may edit everybody's; raises `Missing`."""
    row = _seen(actor, removed=removed).select_for_update().filter(id=view_id).first()
    if row is None:
        raise Missing(_("There is no such view."))
    if row.owner_id != actor.member_id and not (row.shared == "all" and actor.may("edit", "view")):
        raise Forbidden(_("This view is somebody else's. Duplicate it to change it."), code="not-yours")
    return row


def _seen(actor: Actor, *, removed: bool = False) -> QuerySet[View]:
    mates = Q(shared="team", owner_id__in=actor.teammate_ids)
    unit = Q(shared="unit", unit_id=actor.unit_id) if actor.unit_id else Q(pk__in=())
    seen = Q(owner_id=actor.member_id) | Q(shared="all") | mates | unit
    return View.objects.filter(seen, removed_at__isnull=not removed)


def _marks(actor: Actor) -> QuerySet[ViewMark]:
    return ViewMark.objects.filter(member_id__in=[actor.member_id] if actor.member_id else [])


def _line(row: View, mark: ViewMark | None, actor: Actor) -> SavedView:
    return SavedView(
        id=row.id,
        kind=row.kind,
        name=row.name,
        query=row.query,
        shared=cast(Shared, row.shared),
        mine=row.owner_id == actor.member_id,
        pinned=mark.pinned if mark else False,
        standard=mark.standard if mark else False,
        version=row.version,
    )
