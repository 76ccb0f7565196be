"""Reads of connected shops."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.operational.shops.models import ShopConnection


def list_connections(actor: Actor, verb: str = "view") -> QuerySet[ShopConnection]:
    """Return the connected shops with their endpoints, unordered; raises `Forbidden` without the right."""
    actor.require(verb, "webhook")
    return ShopConnection.objects.select_related("endpoint")


def get_connection(connection_id: UUID, actor: Actor, verb: str = "view") -> ShopConnection:
    """Return a connected shop; raises `Missing`."""
    connection = list_connections(actor, verb).filter(id=connection_id).first()
    if connection is None:
        raise Missing(_("There is no such connection."))
    return connection


def find_connection(endpoint_id: UUID) -> ShopConnection | None:
    """Return the shop that reports at an endpoint, or None."""
    return ShopConnection.objects.filter(endpoint_id=endpoint_id).first()
