"""Connecting a shop, changing and ending the connection."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor, list_units
from rapport.kernel.webhooks.api import change_secret, open_endpoint, switch_endpoint
from rapport.kernel.work.api import unit_of_work
from rapport.operational.shops.models import ShopConnection
from rapport.operational.shops.queries import find_connection, get_connection

CHANGEABLE = frozenset({"name", "guests", "unit_id"})
SHORTEST_SECRET = 8


def connect_shop(
    kind: str, name: str, *, secret: str, guests: str = "customers", unit_id: UUID | None = None, actor: Actor
) -> ShopConnection:
    """Connect a shop; its orders carry `source`, the kind or the kind with a number behind it.

    The secret goes to the endpoint's vault and is never shown again. Raises `Invalid` naming the fields,
    `Forbidden` without the right to open webhooks.
    """
    actor.require("create", "webhook")
    with unit_of_work(actor):
        values = {"kind": kind, "name": name, "secret": secret, "guests": guests, "unit_id": unit_id}
        _check(values, actor)
        endpoint, _secret = open_endpoint(kind, name.strip(), actor=actor, secret=secret)
        return ShopConnection.objects.create(
            kind=kind,
            name=name.strip(),
            guests=guests,
            unit_id=unit_id,
            endpoint_id=endpoint.id,
            source=_next_source(kind),
        )


def adopt_endpoint(endpoint_id: UUID, kind: str, *, actor: Actor) -> ShopConnection:
    """Return the shop at an endpoint; its first report connects one that a program opened.

    Raises `IntegrityError` where two first reports come at once; trying again finds the connection.
    """
    with unit_of_work(actor):
        connection = find_connection(endpoint_id)
        if connection is not None:
            return connection
        name = str(ShopConnection.Kind(kind).label)
        return ShopConnection.objects.create(
            kind=kind, name=name, endpoint_id=endpoint_id, source=_next_source(kind)
        )


def _next_source(kind: str) -> str:
    """Return the first free name of a shop: its kind, or the kind with a number behind it."""
    taken = set(ShopConnection.objects.values_list("source", flat=True))
    names = [kind, *(f"{kind}-{number}" for number in range(2, len(taken) + 3))]
    return next(source for source in names if source not in taken)


def change_connection(connection_id: UUID, values: dict[str, Any], *, actor: Actor) -> ShopConnection:
    """Change name, guests, unit, the secret (an empty one keeps the present), or whether it is listened to.

    The former secret holds for one more day. Raises `Missing`, `Invalid`, `Forbidden`.
    """
    actor.require("edit", "webhook")
    with unit_of_work(actor):
        connection = get_connection(connection_id, actor, "edit")
        values = {name: value for name, value in values.items() if name != "secret" or value}
        _check(values, actor)
        if "secret" in values:
            change_secret(connection.endpoint_id, actor=actor, secret=values["secret"])
        if "active" in values:
            switch_endpoint(connection.endpoint_id, active=values["active"], actor=actor)
        for name in values.keys() & CHANGEABLE:
            setattr(connection, name, values[name])
        connection.save()
    return connection


def _check(values: dict[str, Any], actor: Actor) -> None:
    wrong: dict[str, str] = {}
    if "kind" in values and values["kind"] not in ShopConnection.Kind.values:
        wrong["kind"] = _("There is no such kind of shop.")
    if "guests" in values and values["guests"] not in ShopConnection.Guests.values:
        wrong["guests"] = _("There is no such choice.")
    name = values.get("name", "-").strip()
    if not name or len(name) > 120 or "\x00" in name:
        wrong["name"] = _("A name of at most 120 characters is needed.")
    if "secret" in values and not SHORTEST_SECRET <= len(values["secret"]) <= 200:
        wrong["secret"] = _("A secret of at least %(count)s characters is needed.") % {
            "count": SHORTEST_SECRET
        }
    unit_id = values.get("unit_id")
    if unit_id is not None and not list_units(actor).filter(id=unit_id).exists():
        wrong["unit_id"] = _("There is no such unit.")
    if wrong:
        raise Invalid(_("The connection is not right yet."), fields=wrong)
