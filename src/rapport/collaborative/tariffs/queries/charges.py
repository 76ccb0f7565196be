"""Charges, one for each message."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet

from rapport.collaborative.tariffs.models import MessageCharge
from rapport.kernel.identity.api import Actor
from rapport.kernel.paging.api import Order, by_column, in_order

ORDERS: Mapping[str, Order] = {"at": by_column("at", "moment")}


def list_charges(actor: Actor) -> QuerySet[MessageCharge]:
    """Return what messages cost and brought; raises `Forbidden`."""
    actor.require("view", "channel")
    return MessageCharge.objects.all()


def load_charges(ids: Sequence[UUID], actor: Actor) -> list[MessageCharge]:
    """Return charges in the order of their ids; for ids the reader may see."""
    found = MessageCharge.objects.filter(id__in=ids)
    return in_order(ids, {row.id: row for row in found})
