"""The gate's look-ups: the few that must cross the wall between businesses."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import connection

from rapport.kernel.identity.contracts import MembershipSummary


def list_memberships(person_id: UUID) -> list[MembershipSummary]:
    """Return the businesses a person works for; one of the gate's look-ups."""
    with connection.cursor() as cursor:
        cursor.execute("select * from identity_memberships(%s)", [person_id])
        return [MembershipSummary(*row) for row in cursor.fetchall()]


def find_token(secret: str) -> tuple[UUID, UUID, datetime | None] | None:
    """Return (tenant id, token id, expiry) of a live token, or None; one of the gate's look-ups."""
    with connection.cursor() as cursor:
        cursor.execute("select * from identity_token(%s)", [digest_of(secret)])
        row = cursor.fetchone()
    return (row[0], row[1], row[2]) if row else None


def find_invite(secret: str) -> tuple[UUID, UUID] | None:
    """Return (tenant id, invite id) of an open invitation, or None; one of the gate's look-ups."""
    with connection.cursor() as cursor:
        cursor.execute("select * from identity_invite(%s)", [digest_of(secret)])
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


def digest_of(secret: str) -> bytes:
    """Return the SHA-256 under which a secret is kept; the secrets are random, so no salt is needed."""
    return hashlib.sha256(secret.encode()).digest()
