"""A report arrives: signature first, then it is kept as it came, then the shop is answered."""

import hashlib
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.work.api import unit_of_work
from rapport.operational.shops.models import ShopConnection, ShopDelivery
from rapport.operational.shops.operations.secrets import open_secret
from rapport.operational.shops.queries import find_connection, get_connection
from rapport.operational.shops.rules.signature import is_signed

APPLY = "shops.apply"


def shop_actor(connection: ShopConnection) -> Actor:
    """Return the shop as the one who acts: history names it."""
    return replace(system_actor(connection.tenant_id), name=connection.name)


def receive_delivery(
    tenant_id: UUID, connection_id: UUID, *, topic: str, delivery_id: str, signature: str, body: bytes
) -> UUID | None:
    """Keep a report and have it applied; returns its id, or the id of the same report that came before.

    Returns None when no shop listens here or the signature is not the shop's: nothing is kept then.
    """
    system = system_actor(tenant_id)
    with unit_of_work(system) as work:
        connection = find_connection(connection_id)
        if connection is None or not is_signed(body, open_secret(connection.secret), signature):
            return None
        digest = hashlib.sha256(body).digest()
        delivery_id = delivery_id or digest.hex()
        known = ShopDelivery.objects.filter(
            connection=connection, delivery_id=delivery_id[:100], digest=digest
        ).first()
        if known is not None:
            return known.id
        delivery = ShopDelivery(
            connection=connection,
            delivery_id=delivery_id[:100],
            digest=digest,
            topic=topic[:100],
            body=body,
            received_at=work.now,
        )
        kept = ShopDelivery.objects.bulk_create([delivery], ignore_conflicts=True)
        enqueue(APPLY, {"delivery_id": str(kept[0].id)}, actor=system, key=str(kept[0].id))
    return delivery.id


def repeat_delivery(connection_id: UUID, delivery_id: UUID, *, actor: Actor) -> None:
    """Have a report applied once more, after what was in its way was mended; raises `Missing`."""
    actor.require("edit", "connection")
    with unit_of_work(actor):
        connection = get_connection(connection_id, actor, "edit")
        delivery = ShopDelivery.objects.filter(id=delivery_id, connection=connection).first()
        if delivery is None:
            raise Missing(_("There is no such report."))
        ShopDelivery.objects.filter(id=delivery.id).update(status=ShopDelivery.Status.RECEIVED, detail="")
        enqueue(
            APPLY,
            {"delivery_id": str(delivery.id)},
            actor=system_actor(connection.tenant_id),
            key=str(delivery.id),
        )
