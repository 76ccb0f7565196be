"""The card of a customer's page: the way to write a request down."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string

from rapport.kernel.identity.api import actor_of, find_actor_of


def may_see(request: HttpRequest) -> bool:
    """Tell whether this request may see requests about data at all."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "request") and actor.may("view", "customer")


def draw_requests(request: HttpRequest, subject: UUID | None) -> str:
    """Where a person's request is written down; it asks the database nothing."""
    if subject is None or not actor_of(request).may("create", "request"):
        return ""
    return render_to_string("privacy/card.html", {"party_id": subject}, request)
