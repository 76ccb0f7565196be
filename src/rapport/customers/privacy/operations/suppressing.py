"""Hashes of who was erased: whoever comes back with the same address is noticed, and not written to."""

import hashlib
import hmac
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from rapport.customers.privacy.contracts import Held
from rapport.customers.privacy.models import Suppression
from rapport.kernel.tenancy.api import current_tenant_id
from rapport.kernel.vault.api import derive_key

PURPOSE = "suppression"


def hash_address(kind: str, normal: str) -> bytes:
    """Return the hash of a way to reach somebody, keyed by home and business: no list of numbers fits."""
    key = derive_key(PURPOSE) + current_tenant_id().bytes
    return hmac.new(key, f"{kind}:{normal}".encode(), hashlib.sha256).digest()


def suppress(held: Held, *, now: datetime) -> None:
    """Remember the addresses of people who are being erased, as hashes."""
    points = held.rows["contact_point", "party_id"]
    digests = {hash_address(row["kind"], row["normal"]) for row in points if row["normal"]}
    Suppression.objects.bulk_create(
        [Suppression(digest=digest, at=now) for digest in digests], ignore_conflicts=True
    )


def notice_returned(arrived: Sequence[tuple[UUID, Collection[bytes]]], *, now: datetime) -> list[UUID]:
    """Note which arrived parties have an address of somebody erased; returns those not noticed before."""
    party_of = {digest: party_id for party_id, digests in arrived for digest in digests}
    hits = Suppression.objects.filter(digest__in=list(party_of), returned_id=None)
    back: list[UUID] = []
    for row in hits:
        row.returned_id, row.returned_at = party_of[bytes(row.digest)], now
        back.append(row.returned_id)
    Suppression.objects.bulk_update(hits, ["returned_id", "returned_at"])
    return sorted(set(back))
