"""Writes of people: who can sign in, and who works for a business from its first day."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.identity.contracts import Actor
from rapport.kernel.identity.events import MemberJoined
from rapport.kernel.identity.models import Member, MemberRole, Person
from rapport.kernel.identity.operations.recording import note
from rapport.kernel.identity.queries import get_role_by_code
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.zones import known_zones


def system_actor(tenant_id: UUID, *, request_id: UUID | None = None) -> Actor:
    """Return the system itself acting for a tenant: jobs, handlers, the command line."""
    return Actor(tenant_id=tenant_id, kind="system", id=None, name="Rapport", request_id=request_id)


def create_person(
    email: str, name: str, password: str | None = None, *, locale: str = "en", zone: str = "UTC"
) -> Person:
    """Enter a person who can sign in; raises `Conflict` when the address is taken."""
    address = email.strip().lower()
    if Person.objects.filter(email=address).exists():
        raise Conflict(_("Somebody with this address exists already."), code="email-taken")
    person = Person(email=address, name=name, locale=locale, zone=zone)
    person.set_password(password)
    person.save()
    return person


def add_member(
    tenant_id: UUID, person: Person, roles: Iterable[str], *, unit_id: UUID | None = None, title: str = ""
) -> Member:
    """Make a person a member of a business with roles by code."""
    codes = tuple(roles)
    with as_tenant(tenant_id):
        if Member.objects.filter(person_id=person.id).exists():
            raise Conflict(_("This person works here already."), code="member-exists")
        member = Member.objects.create(
            person_id=person.id, name=person.name, email=person.email, unit_id=unit_id, title=title
        )
        MemberRole.objects.bulk_create(
            MemberRole(member=member, role=get_role_by_code(code)) for code in codes
        )
        note(
            MemberJoined(
                member_id=member.id,
                full_name=member.name,
                email=member.email,
                unit_id=unit_id,
                roles=codes,
            )
        )
    return member


def change_person(person_id: UUID, **values: str) -> None:
    """Change a person's own name, zone (IANA) or language."""
    if not values.keys() <= {"name", "zone", "locale"}:
        raise Invalid(_("A person has no such property."))
    if values.get("zone", "UTC") not in known_zones():
        raise Invalid(_("There is no such time zone."), fields={"zone": _("Choose a zone of the list.")})
    Person.objects.filter(id=person_id).update(**values)
