"""Who is calling: a program by its token, or a signed-in member's own browser."""

import hashlib
import time
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.utils import check_csrf

from rapport.kernel.errors import Forbidden, Missing
from rapport.kernel.identity.api import (
    Actor,
    find_person_of,
    find_token,
    get_member_actor,
    get_token_actor,
    list_memberships,
)
from rapport.kernel.rest.contracts import Unauthenticated
from rapport.kernel.tenancy.api import as_tenant

CACHE_SECONDS = 1.0
CACHE_SIZE = 10_000
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class _Known:
    """A caller as looked up at `at` (monotonic seconds)."""

    at: float
    actor: Actor
    expires_at: datetime | None


_known: dict[bytes, _Known] = {}


def identify(request: HttpRequest, request_id: UUID) -> Actor:
    """Return who is calling; raises `Unauthenticated` when nobody known is.

    A token's rights are remembered for one second in this process: a revoked token or a changed role
    takes effect within that second.
    """
    header = request.META.get("HTTP_AUTHORIZATION")
    if header is None:
        return _browser(request, request_id)
    scheme, _space, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret:
        raise Unauthenticated(_("Send your token as “Authorization: Bearer rpt_…”."), code="bad-credentials")
    return replace(_program(secret.strip()), request_id=request_id)


def _program(secret: str) -> Actor:
    digest = hashlib.sha256(secret.encode("utf-8", "surrogateescape")).digest()
    now = time.monotonic()
    known = _known.get(digest)
    if known is None or now - known.at > CACHE_SECONDS:
        known = _look_up(secret, now)
        if len(_known) >= CACHE_SIZE:
            _known.clear()
        _known[digest] = known
    if known.expires_at is not None and known.expires_at <= timezone.now():
        raise _refused()
    return known.actor


def _look_up(secret: str, now: float) -> _Known:
    found = find_token(secret) if secret.isascii() else None
    if found is None:
        raise _refused()
    tenant_id, token_id, expires_at = found
    try:
        with as_tenant(tenant_id):
            return _Known(now, get_token_actor(token_id), expires_at)
    except Missing as error:
        raise _refused() from error


def _refused() -> Unauthenticated:
    return Unauthenticated(_("This token is not known, was revoked or has expired."), code="bad-credentials")


def _browser(request: HttpRequest, request_id: UUID) -> Actor:
    """Return the member whose own browser calls; a write must carry the CSRF token as well."""
    person = find_person_of(request)
    chosen = request.session.get("tenant") if person else None
    memberships = list_memberships(person.id) if person and chosen else []
    membership = next((m for m in memberships if m.active and str(m.tenant_id) == chosen), None)
    if person is None or membership is None:
        raise Unauthenticated(_("Send a token, or sign in."), code="no-credentials")
    if request.method not in SAFE_METHODS and check_csrf(request) is not None:
        raise Forbidden(_("The CSRF token is missing or wrong."), code="csrf")
    with as_tenant(membership.tenant_id):
        return get_member_actor(
            membership.member_id, request_id=request_id, zone=person.zone, locale=person.locale
        )
