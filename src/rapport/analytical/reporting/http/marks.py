"""What a reader may make of a dashboard, as buttons above its tiles."""

from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.analytical.reporting.contracts.dashboards import BUILTINS
from rapport.analytical.reporting.queries.dashboards import Dashboard
from rapport.kernel.identity.api import Actor
from rapport.ui.api import Action


def list_marks(board: Dashboard, home: Dashboard, actor: Actor) -> list[Action]:
    """Return what a reader may make of a dashboard: their home, pinned, a copy, shared."""
    if actor.member_id is None or actor.reads_only:
        return []
    here = reverse("dashboard", args=[board.name])
    found = []
    if board.name != home.name:
        found.append(Action(_("See it first"), f"{here}/home", "house", post=True))
    pinned = (_("Unpin"), "pin-off", 0) if board.pinned else (_("Pin"), "pin", 1)
    found.append(Action(pinned[0], f"{here}/pin?on={pinned[2]}", pinned[1], post=True))
    found.append(Action(_("Copy"), f"{here}/copy", "copy", dialog=True))
    if board.mine and board.name not in BUILTINS:
        found.append(Action(_("Rename or share"), f"/lists/views/{board.view_id}", "share-2", dialog=True))
        found.append(Action(_("Remove"), f"/lists/views/{board.view_id}/remove", "trash-2", post=True))
    return found
