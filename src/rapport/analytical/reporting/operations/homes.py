"""What readers make of dashboards: their home, pinned first, copied for others, renamed."""

from uuid import UUID

from rapport.analytical.reporting.contracts.dashboards import BUILTINS
from rapport.analytical.reporting.queries.dashboards import (
    KIND,
    Dashboard,
    get_dashboard,
    write_tiles,
    write_unchanged,
)
from rapport.analytical.reporting.queries.homes import HOME
from rapport.kernel.errors import Clash, Forbidden
from rapport.kernel.identity.api import Actor
from rapport.kernel.settings.api import change_settings
from rapport.kernel.views.api import change_view, create_view, list_views, mark_view
from rapport.kernel.work.api import unit_of_work


def make_home(board: str, *, actor: Actor) -> Dashboard:
    """Make a dashboard the first thing its reader sees; raises `Missing`; `Forbidden` for no member."""
    _require_member(actor)
    with unit_of_work(actor):
        found = get_dashboard(board, actor=actor)
        for view in list_views(KIND, actor=actor):
            if view.standard and view.id != found.view_id:
                mark_view(view.id, standard=False, actor=actor)
        if found.view_id is not None:
            mark_view(found.view_id, standard=True, actor=actor)
        delivered = found.name if found.name in BUILTINS else ""
        change_settings({HOME: delivered}, actor=actor)
    return get_dashboard(board, actor=actor)


def pin_dashboard(board: str, pinned: bool, *, actor: Actor) -> Dashboard:
    """Have a dashboard stand first, and in the side bar, or no more; raises `Missing`, `Forbidden`."""
    _require_member(actor)
    with unit_of_work(actor):
        found = get_dashboard(board, actor=actor)
        view_id = found.view_id
        if view_id is None and pinned:
            view_id = create_view(KIND, found.label[:80], write_unchanged(found.builtin), actor=actor).id
        if view_id is not None:
            mark_view(view_id, pinned=pinned, actor=actor)
    return get_dashboard(board, actor=actor)


def copy_dashboard(board: str, name: str, *, shared: str = "own", actor: Actor) -> Dashboard:
    """Keep a dashboard's tiles as one of one's own, for oneself or for others.

    Raises `Missing`, `Invalid` for no name, `Forbidden` for who may not share so far, `Clash` past the most.
    """
    _require_member(actor)
    found = get_dashboard(board, actor=actor)
    view = create_view(KIND, name, write_tiles(found.builtin, True, found.tiles), shared=shared, actor=actor)
    return get_dashboard(str(view.id), actor=actor)


def change_dashboard(
    board: str, *, name: str | None = None, shared: str | None = None, actor: Actor
) -> Dashboard:
    """Rename a dashboard of one's own, or share it otherwise; raises `Clash` for one as it was delivered."""
    view_id = _kept(get_dashboard(board, actor=actor))
    change_view(view_id, name=name, shared=shared, actor=actor)
    return get_dashboard(board, actor=actor)


def _kept(board: Dashboard) -> UUID:
    if board.view_id is None or board.name in BUILTINS:
        raise Clash("This dashboard is as it was delivered. Copy it first.", code="delivered")
    return board.view_id


def _require_member(actor: Actor) -> None:
    actor.require("view", "report")
    if actor.member_id is None:
        raise Forbidden("Only members keep views.", code="not-a-member")
