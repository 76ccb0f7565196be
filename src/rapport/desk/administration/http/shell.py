"""What a reader sees of the administration in the navigation and its tabs."""

from collections.abc import Callable

from django.http import HttpRequest

from rapport.kernel.identity.api import find_actor_of
from rapport.ui.api import Tab


def may(kind: str) -> Callable[[HttpRequest], bool]:
    """Return whether the reader may view records of a kind, as the navigation asks it."""

    def allowed(request: HttpRequest) -> bool:
        actor = find_actor_of(request)
        return actor is not None and actor.may("view", kind)

    return allowed


def is_member(request: HttpRequest) -> bool:
    """Return whether the reader works for a business at present."""
    return find_actor_of(request) is not None


def draw_tabs(request: HttpRequest, tabs: dict[str, tuple[str, str]]) -> list[Tab]:
    """Return the tabs (address → label and kind) whose kind the reader may view."""
    actor = find_actor_of(request)
    return [
        Tab(label, href, current=request.path == href)
        for href, (label, kind) in tabs.items()
        if actor is not None and actor.may("view", kind)
    ]
