"""Writes of views: keep, change, remove, take back, pin, make standard."""

from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict, Forbidden, Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.views.contracts import LONGEST_QUERY, SHARED, SavedView
from rapport.kernel.views.models import View, ViewMark
from rapport.kernel.views.queries import get_view, get_view_for_update
from rapport.kernel.work.api import unit_of_work

MOST = 200


def create_view(kind: str, name: str, query: str, *, shared: str = "own", actor: Actor) -> SavedView:
    """Keep a list as it stands under a name; raises `Invalid`, `Forbidden`, `Conflict` past 200 of a kind."""
    values = _check(actor, name=name, query=query, shared=shared)
    member = _member(actor)
    with unit_of_work(actor) as work:
        if View.objects.filter(kind=kind, owner_id=member, removed_at=None).count() >= MOST:
            raise Conflict(_("You have as many views here as you can."), code="too-many-views")
        row = View.objects.create(
            kind=kind, owner_id=member, unit_id=actor.unit_id, created_at=work.now, **values
        )
        return get_view(row.id, actor=actor)


def change_view(
    view_id: UUID,
    *,
    actor: Actor,
    name: str | None = None,
    query: str | None = None,
    shared: str | None = None,
) -> SavedView:
    """Rename a view, share it otherwise, or keep the list anew; raises `Missing`, `Forbidden`, `Invalid`."""
    values = _check(actor, name=name, query=query, shared=shared)
    with unit_of_work(actor):
        row = get_view_for_update(view_id, actor=actor)
        View.objects.filter(id=view_id).update(**values, version=row.version + 1)
        return get_view(view_id, actor=actor)


def remove_view(view_id: UUID, *, actor: Actor) -> None:
    """Remove a view for everybody; `restore_view` takes it back."""
    with unit_of_work(actor) as work:
        get_view_for_update(view_id, actor=actor)
        View.objects.filter(id=view_id).update(removed_at=work.now)


def restore_view(view_id: UUID, *, actor: Actor) -> SavedView:
    """Take the removal of a view back."""
    with unit_of_work(actor):
        get_view_for_update(view_id, actor=actor, removed=True)
        View.objects.filter(id=view_id).update(removed_at=None)
        return get_view(view_id, actor=actor)


def mark_view(
    view_id: UUID, *, actor: Actor, pinned: bool | None = None, standard: bool | None = None
) -> SavedView:
    """Pin a view for oneself, or make it what the list opens with (one of a kind)."""
    member = _member(actor)
    with unit_of_work(actor):
        view = get_view(view_id, actor=actor)
        if standard:
            others = ViewMark.objects.filter(member_id=member, view__kind=view.kind)
            others.update(standard=False)
        mark = {
            "pinned": view.pinned if pinned is None else pinned,
            "standard": view.standard if standard is None else standard,
        }
        rows = ViewMark.objects.filter(member_id=member, view_id=view_id)
        if not rows.update(**mark):
            ViewMark.objects.create(member_id=member, view_id=view_id, **mark)
        return get_view(view_id, actor=actor)


def _member(actor: Actor) -> UUID:
    if actor.member_id is None:
        raise Forbidden(_("Only members keep views."), code="not-a-member")
    return actor.member_id


def _check(actor: Actor, *, name: str | None, query: str | None, shared: str | None) -> dict[str, str]:
    values, reasons = {}, {}
    if name is not None:
        values["name"] = name.replace("\0", "").strip()
        if not 1 <= len(values["name"]) <= 80:
            reasons["name"] = _("A name of at most 80 characters.")
    if query is not None:
        values["query"] = query.lstrip("?")
        if len(values["query"]) > LONGEST_QUERY or "\0" in query:
            reasons["query"] = _("This view is too large to keep.")
    if shared is not None:
        values["shared"] = shared
        if shared not in SHARED:
            reasons["shared"] = _("For you, your teams, your unit or everybody.")
        elif shared == "all":
            actor.require("create", "view")
    if reasons:
        raise Invalid(_("This view cannot be kept."), fields=reasons)
    return values
