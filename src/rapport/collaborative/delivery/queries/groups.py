"""What became of many messages written at once, and whose a delivery is by its token."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Avg, Count, Sum

from rapport.collaborative.delivery.models import Delivery
from rapport.kernel.tenancy.api import as_tenant


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many deliveries of a group are in a state for a reason; `cost` in `currency`, empty if unknown."""

    state: str
    code: str
    count: int
    cost: str
    currency: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A delivery of a group, by its token; `sent_at` is UTC."""

    tenant_id: UUID
    delivery_id: UUID
    group_id: UUID
    party_id: UUID | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class CarriedState:
    """How far one delivery is, why it waits or was not sent, and when it is tried next (UTC)."""

    state: str
    code: str
    due_at: datetime


def load_carried(delivery_ids: Collection[UUID]) -> dict[UUID, CarriedState]:
    """Return how far deliveries are, by one statement; the calling room has authorised."""
    rows = Delivery.objects.filter(id__in=delivery_ids)
    return {row.id: CarriedState(row.state, row.code, row.due_at) for row in rows}


def list_advertised(party_ids: Collection[UUID], since: datetime) -> list[tuple[UUID, str, UUID]]:
    """Return customer, channel and id of each advertising message written to these since a moment (UTC)."""
    rows = Delivery.objects.filter(party_id__in=party_ids, sent_at__gt=since).exclude(purpose="")
    return list(rows.values_list("party_id", "channel", "id"))


def count_channels(since: datetime) -> dict[str, tuple[int, float | None]]:
    """Return by channel how many advertising messages left since a moment (UTC), and what one cost.

    The cost is the mean of those that have one, in major units of their currency; None where none has.
    """
    rows = Delivery.objects.filter(sent_at__gt=since).exclude(purpose="").values("channel")
    counted = rows.annotate(count=Count("id"), mean=Avg("cost"))
    return {
        row["channel"]: (row["count"], None if row["mean"] is None else float(row["mean"])) for row in counted
    }


def count_advertised(party_id: UUID, since: datetime) -> int:
    """Return how many advertising messages left for a customer since a moment (UTC)."""
    return Delivery.objects.filter(party_id=party_id, sent_at__gt=since).exclude(purpose="").count()


def count_group(group_id: UUID) -> list[GroupCount]:
    """Return what became of a group's deliveries, by one statement; in the order of states and reasons."""
    rows = Delivery.objects.filter(group_id=group_id).values("state", "code", "currency")
    counted = rows.annotate(count=Count("id"), sum=Sum("cost")).order_by("state", "code", "currency")
    return [
        GroupCount(row["state"], row["code"], row["count"], str(row["sum"] or ""), row["currency"])
        for row in counted
    ]


def find_carried(token: str) -> Carried | None:
    """Return the delivery a token names, of whatever business, if it belongs to a group."""
    with connection.cursor() as cursor:
        cursor.execute("select delivery_tenant(%s)", [token])
        tenant_id = (cursor.fetchone() or [None])[0]
    if tenant_id is None:
        return None
    with as_tenant(tenant_id):
        row = Delivery.objects.filter(token=token, group_id__isnull=False).first()
    if row is None or row.group_id is None:
        return None
    return Carried(tenant_id, row.id, row.group_id, row.party_id, row.sent_at)
