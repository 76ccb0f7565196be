"""Whose a scheduled report or an alert is, with the rights they have now."""

from uuid import UUID

from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, get_member_actor, get_token_actor


def owner_of(owner_id: UUID, kind: str) -> Actor | None:
    """Return the owner as an actor; None where they left, or the token was revoked. Needs a tenant."""
    try:
        return get_token_actor(owner_id) if kind == "token" else get_member_actor(owner_id)
    except Missing:
        return None
