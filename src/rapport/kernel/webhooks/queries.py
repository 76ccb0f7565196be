"""Reads of webhooks."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.webhooks.contracts import Delivery, EndpointInfo
from rapport.kernel.webhooks.models import WebhookDelivery, WebhookEndpoint


def get_endpoint(endpoint_id: UUID, *, lock: bool = False) -> WebhookEndpoint:
    """Return an endpoint of the current tenant, locked where asked; raises `Missing`."""
    rows = WebhookEndpoint.objects.filter(id=endpoint_id)
    endpoint = (rows.select_for_update() if lock else rows).first()
    if endpoint is None:
        raise Missing(_("There is no such endpoint."))
    return endpoint


def list_endpoints(actor: Actor) -> QuerySet[WebhookEndpoint]:
    """Return the endpoints of the business, for who may view webhooks."""
    actor.require("view", "webhook")
    return WebhookEndpoint.objects.all()


def list_deliveries(actor: Actor, endpoint_id: UUID) -> QuerySet[WebhookDelivery]:
    """Return what came in at an endpoint, without the bodies."""
    actor.require("view", "webhook")
    get_endpoint(endpoint_id)
    return WebhookDelivery.objects.filter(endpoint_id=endpoint_id).defer("body")


def info_of(endpoint: WebhookEndpoint) -> EndpointInfo:
    """Return what may be shown of an endpoint."""
    newest = (
        WebhookDelivery.objects.filter(endpoint_id=endpoint.id).order_by("-id").only("received_at").first()
    )
    return EndpointInfo(
        id=endpoint.id,
        receiver=endpoint.receiver,
        name=endpoint.name,
        path=f"/hooks/{endpoint.id}",
        active=endpoint.active,
        created_at=endpoint.created_at,
        last_received_at=newest.received_at if newest else None,
    )


def delivery_of(row: WebhookDelivery, receiver: str) -> Delivery:
    """Return a call as its receiver gets it."""
    return Delivery(
        id=row.id,
        endpoint_id=row.endpoint_id,
        receiver=receiver,
        topic=row.topic,
        headers=row.headers,
        body=bytes(row.body),
        received_at=row.received_at,
    )
