"""Writes of webhooks: endpoints by members, deliveries by senders, versions by receivers."""

import secrets
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.kernel.errors import Forbidden, Missing, Unknown
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.ids import new_id
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.vault.api import lock_away, take_out
from rapport.kernel.webhooks.contracts import EndpointInfo, Headers
from rapport.kernel.webhooks.events import WebhookReceived
from rapport.kernel.webhooks.models import WebhookDelivery, WebhookEndpoint
from rapport.kernel.webhooks.queries import get_endpoint, info_of
from rapport.kernel.webhooks.registry import find_receiver
from rapport.kernel.webhooks.rules import as_text, delivery_key, telling_headers
from rapport.kernel.work.api import unit_of_work

KIND = "webhooks.digest"
KEPT_HEADERS = 40
_VAULT = "webhooks"
_INSERT = """
insert into webhook_delivery (id, endpoint_id, key, topic, headers, body, state, reason, received_at)
values (%s, %s, %s, %s, %s, %s, 'waiting', '', %s)
on conflict (tenant_id, endpoint_id, key) do nothing returning 1
"""
_VERSION = """
insert into webhook_version as v (id, endpoint_id, subject, version) values (%s, %s, %s, %s)
on conflict (tenant_id, endpoint_id, subject) do update set version = excluded.version
 where v.version < excluded.version returning 1
"""


def open_endpoint(
    receiver: str, name: str, *, actor: Actor, secret: str | None = None
) -> tuple[EndpointInfo, str]:
    """Open a place for a sender; returns it with its secret, shown this once only.

    Give the secret where the sender chose it (Shopify); otherwise one is made. Raises `Invalid` for a kind
    of sender nobody understands.
    """
    actor.require("create", "webhook")
    if find_receiver(receiver) is None:
        reason = _("No such kind of sender.")
        raise Unknown(reason, fields={"receiver": reason})
    secret = secret or secrets.token_urlsafe(32)
    with unit_of_work(actor) as work:
        endpoint = WebhookEndpoint.objects.create(
            receiver=receiver, name=name, secret=lock_away(secret, _VAULT), created_at=work.now
        )
    return info_of(endpoint), secret


def change_secret(endpoint_id: UUID, *, actor: Actor, secret: str | None = None) -> str:
    """Give an endpoint a new secret and return it; the former one holds for one more day."""
    actor.require("edit", "webhook")
    secret = secret or secrets.token_urlsafe(32)
    with unit_of_work(actor) as work:
        endpoint = get_endpoint(endpoint_id, lock=True)
        endpoint.former_secret, endpoint.former_until = endpoint.secret, work.now + timedelta(days=1)
        endpoint.secret = lock_away(secret, _VAULT)
        endpoint.save(update_fields=["secret", "former_secret", "former_until"])
    return secret


def switch_endpoint(endpoint_id: UUID, *, active: bool, actor: Actor) -> EndpointInfo:
    """Open or shut an endpoint; a shut one answers like one that never was."""
    actor.require("edit", "webhook")
    with unit_of_work(actor):
        endpoint = get_endpoint(endpoint_id, lock=True)
        endpoint.active = active
        endpoint.save(update_fields=["active"])
    return info_of(endpoint)


def take_delivery(endpoint_id: UUID, headers: Headers, body: bytes) -> bool:
    """Keep a call and have it digested; returns False for one that was there before.

    Raises `Missing` for no such (or a shut) endpoint and `Forbidden` for a bad signature; neither leaves
    a trace. When this returns, the call is committed.
    """
    with connection.cursor() as cursor:
        cursor.execute("select webhook_tenant(%s)", [endpoint_id])
        tenant_id = (cursor.fetchone() or [None])[0]
    if tenant_id is None:
        raise Missing("There is no such endpoint.")
    with as_tenant(tenant_id):
        return _keep(get_endpoint(endpoint_id), tenant_id, headers, body)


def _keep(endpoint: WebhookEndpoint, tenant_id: UUID, headers: Headers, body: bytes) -> bool:
    receiver = find_receiver(endpoint.receiver)
    if receiver is None or not endpoint.active:
        raise Missing("There is no such endpoint.")
    now = timezone.now()
    good = (name for name, secret in _secrets(endpoint, now) if receiver.verify(secret, headers, body, now))
    signed = next(good, None)
    if signed is None:
        raise Forbidden("The signature is not good.", code="bad-signature")
    topic = receiver.topic(headers, body)[:120]
    key = delivery_key(receiver.key(headers, body), topic, body)
    delivery_id = new_id()
    kept = {name: value[:1000] for name, value in list(headers.items())[:KEPT_HEADERS]}
    with unit_of_work(system_actor(tenant_id)) as work:
        with connection.cursor() as cursor:
            cursor.execute(_INSERT, [delivery_id, endpoint.id, key, topic, _json(kept), body, now])
            if cursor.fetchone() is None:
                return False
        text, encoding = as_text(body)
        work.record(
            WebhookReceived(
                delivery_id=delivery_id,
                endpoint_id=endpoint.id,
                receiver=endpoint.receiver,
                topic=topic,
                key=key,
                signed=signed,
                received_at=now,
                headers=telling_headers(kept),
                body=text,
                encoding=encoding,
            )
        )
        enqueue(KIND, {"delivery_id": str(delivery_id)}, actor=system_actor(tenant_id))
    return True


def _secrets(endpoint: WebhookEndpoint, now: datetime) -> list[tuple[str, str]]:
    found = [("present", take_out(endpoint.secret, _VAULT))]
    if endpoint.former_secret and endpoint.former_until and endpoint.former_until > now:
        found.append(("former", take_out(endpoint.former_secret, _VAULT)))
    return found


def claim_version(endpoint_id: UUID, subject: str, version: datetime) -> bool:
    """Tell whether this version of a sender's thing is newer than any that took effect, and note it.

    Call it in the transaction of the effect, which then waits for one of an older version in flight.
    `subject` is the sender's name of the thing (`order:1001`), `version` when the sender last changed it.
    """
    moment = version if version.tzinfo else version.replace(tzinfo=UTC)
    with connection.cursor() as cursor:
        cursor.execute(_VERSION, [new_id(), endpoint_id, subject[:200], moment])
        return cursor.fetchone() is not None


def digest_again(delivery_id: UUID, *, actor: Actor) -> None:
    """Have a delivery digested once more, after its reason was mended; raises `Missing`."""
    actor.require("edit", "webhook")
    with unit_of_work(actor):
        if not WebhookDelivery.objects.filter(id=delivery_id).update(state="waiting", reason=""):
            raise Missing(_("There is no such delivery."))
        args = {"delivery_id": str(delivery_id)}
        enqueue(KIND, args, actor=system_actor(actor.tenant_id), key=str(delivery_id))


def _json(headers: Headers) -> str:
    return msgspec.json.encode(headers).decode()
