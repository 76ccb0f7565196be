"""Who leaves, by the token of a delivery."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from rapport.collaborative.delivery.models import Delivery
from rapport.kernel.errors import Missing
from rapport.kernel.tenancy.api import as_tenant, get_own_tenant


@dataclass(frozen=True, slots=True)
class Leaving:
    """What somebody leaves: which messages, of which business, to which address."""

    tenant_id: UUID
    business: str
    party_id: UUID
    purpose: str
    channel: str
    address: str


def get_leaving(token: str) -> Leaving:
    """Return what the token of an advertising delivery lets one leave; raises `Missing`."""
    with connection.cursor() as cursor:
        cursor.execute("select delivery_tenant(%s)", [token])
        tenant_id = (cursor.fetchone() or [None])[0]
    if tenant_id is None:
        raise Missing("There is no such message.")
    with as_tenant(tenant_id):
        row = Delivery.objects.filter(token=token).exclude(purpose="").exclude(party=None).first()
        if row is None or row.party_id is None:
            raise Missing("There is no such message.")
        business = get_own_tenant(tenant_id).name
        return Leaving(tenant_id, business, row.party_id, row.purpose, row.channel, row.address)
