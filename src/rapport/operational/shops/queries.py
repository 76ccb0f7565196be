"""Reads of connected shops."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.operational.shops.models import ShopConnection, ShopDelivery


def list_connections(actor: Actor, verb: str = "view") -> QuerySet[ShopConnection]:
    """Return the connected shops, unordered; raises `Forbidden` without the right."""
    actor.require(verb, "connection")
    return ShopConnection.objects.all()


def get_connection(connection_id: UUID, actor: Actor, verb: str = "view") -> ShopConnection:
    """Return a connected shop; raises `Missing`."""
    connection = list_connections(actor, verb).filter(id=connection_id).first()
    if connection is None:
        raise Missing(_("There is no such connection."))
    return connection


def find_connection(connection_id: UUID) -> ShopConnection | None:
    """Return a shop that is listened to, or None; its signature, not an actor, opens the door."""
    return ShopConnection.objects.filter(id=connection_id, active=True).first()


def list_deliveries(connection_id: UUID, limit: int = 30) -> list[ShopDelivery]:
    """Return the newest reports of a shop, without their bodies; the caller has read the connection."""
    rows = ShopDelivery.objects.filter(connection_id=connection_id).order_by("-received_at", "-id")
    return list(rows.defer("body")[:limit])
