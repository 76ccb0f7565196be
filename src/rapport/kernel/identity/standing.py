"""Who stands behind a request: the person, and the actor of the business they chose."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext as _

from rapport.kernel.errors import Forbidden
from rapport.kernel.identity.contracts import Actor
from rapport.kernel.identity.models import Person
from rapport.kernel.tenancy.api import TenantProfile

_KEY, _ACTOR = "rapport_standing", "actor"


@dataclass(slots=True)
class Standing:
    """What the middleware found out about a request; `seen_by` is who sees the desk as the actor sees it."""

    request_id: UUID
    actor: Actor | None = None
    tenant: TenantProfile | None = None
    seen_by: Actor | None = None


def stand(request: HttpRequest, standing: Standing) -> None:
    """Keep what was found out with the request."""
    setattr(request, _KEY, standing)
    setattr(request, _ACTOR, standing.actor)


def standing_of(request: HttpRequest) -> Standing | None:
    """Return what the middleware found out, or None where it did not run."""
    found = getattr(request, _KEY, None)
    return found if isinstance(found, Standing) else None


def find_actor_of(request: HttpRequest) -> Actor | None:
    """Return the member who asks, or None on pages that need none."""
    standing = standing_of(request)
    return standing.actor if standing else None


def find_seen_by(request: HttpRequest) -> Actor | None:
    """Return who sees the desk as the actor sees it, where it is not the actor."""
    standing = standing_of(request)
    return standing.seen_by if standing else None


def actor_of(request: HttpRequest) -> Actor:
    """Return the member who asks; raises `Forbidden` where nobody signed in for a business."""
    actor = find_actor_of(request)
    if actor is None:
        raise Forbidden(_("Sign in to a business first."), code="no-business")
    return actor


def tenant_of(request: HttpRequest) -> TenantProfile:
    """Return the business the request works for, with its currency, zone, language and country."""
    standing = standing_of(request)
    if standing is None or standing.tenant is None:
        raise Forbidden(_("Sign in to a business first."), code="no-business")
    return standing.tenant


def find_person_of(request: HttpRequest) -> Person | None:
    """Return the signed-in person, or None."""
    user: Person | AnonymousUser | None = getattr(request, "user", None)
    return user if isinstance(user, Person) and user.is_active else None


def person_of(request: HttpRequest) -> Person:
    """Return the signed-in person; raises `Forbidden` for strangers."""
    person = find_person_of(request)
    if person is None:
        raise Forbidden(_("Sign in first."), code="not-signed-in")
    return person
