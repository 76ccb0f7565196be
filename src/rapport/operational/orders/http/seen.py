"""Who sees the room in the navigation."""

from django.http import HttpRequest

from rapport.kernel.identity.api import find_actor_of


def may_see_orders(request: HttpRequest) -> bool:
    """Tell whether the list of orders belongs into this reader's navigation."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "order")
