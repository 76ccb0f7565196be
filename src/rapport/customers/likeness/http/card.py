"""The place in the navigation, and the card of a customer's page: who is probably the same."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string

from rapport.customers.likeness.http.words import write_share
from rapport.customers.likeness.queries import list_pairs_of
from rapport.kernel.identity.api import actor_of, find_actor_of


def may_merge(request: HttpRequest) -> bool:
    """Tell whether the navigation leads this person to the queue."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("merge", "customer")


def draw_likely(request: HttpRequest, subject: UUID | None) -> str:
    """List the customers that are probably this one, where there are any."""
    if subject is None or not may_merge(request):
        return ""
    lines = [
        {
            "id": pair.id,
            "name": pair.high_name if pair.low_id == subject else pair.low_name,
            "share": write_share(pair.probability),
        }
        for pair in list_pairs_of(subject, actor_of(request))
    ]
    return render_to_string("likeness/card.html", {"lines": lines}, request) if lines else ""
