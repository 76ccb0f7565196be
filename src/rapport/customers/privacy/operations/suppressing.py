"""Hashes of who was erased: whoever comes back with the same address is noticed, and not written to."""

import hashlib
import hmac
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from rapport.customers.consent.api import stop_contact
from rapport.customers.privacy.contracts import Held
from rapport.customers.privacy.models import Suppression
from rapport.kernel.identity.api import Actor, list_holders
from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.tenancy.api import current_tenant_id
from rapport.kernel.vault.api import derive_key
from rapport.kernel.work.api import unit_of_work

PURPOSE, RETURNED = "suppression", "request.returned"


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


def is_anybody_suppressed() -> bool:
    """Tell whether anybody was erased at all, for the business of the running transaction."""
    return Suppression.objects.exists()


def find_erased(points: Collection[tuple[str, str]]) -> dict[tuple[str, str], datetime]:
    """Return by which of these (kind, normal form) somebody was erased, and when (UTC); one query."""
    by_digest = {hash_address(*point): point for point in points}
    rows = Suppression.objects.filter(digest__in=list(by_digest)).values_list("digest", "at")
    return {by_digest[bytes(digest)]: at for digest, at in rows}


def meet_again(points: Mapping[UUID, Collection[tuple[str, str]]], *, actor: Actor) -> int:
    """Have parties with an address of somebody erased written to no more, and members told; returns how many.

    `points` are the (kind, normal form) of each party that came or changed. Each address is noticed once.
    """
    party_of = {hash_address(*point): party_id for party_id, pairs in points.items() for point in pairs}
    with unit_of_work(actor) as work:
        hits = list(Suppression.objects.filter(digest__in=list(party_of), returned_id=None))
        for row in hits:
            row.returned_id, row.returned_at = party_of[bytes(row.digest)], work.now
        Suppression.objects.bulk_update(hits, ["returned_id", "returned_at"])
        back = sorted({row.returned_id for row in hits if row.returned_id})
        members = list_holders("edit", "request") if back else []
        for party_id in back:
            stop_contact(party_id, actor=actor)
        told = [
            NoticeDraft(kind=RETURNED, member_id=one, subject_id=party) for party in back for one in members
        ]
        tell(told, now=work.now)
    return len(back)
