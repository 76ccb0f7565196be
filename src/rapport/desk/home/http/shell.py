"""Who is signed in, for the frame of every page."""

from django.http import HttpRequest

from rapport.kernel.errors import Forbidden
from rapport.kernel.identity.api import find_person_of, tenant_of
from rapport.ui.api import ShellPerson


def find_person(request: HttpRequest) -> ShellPerson | None:
    """The person and the business, or None for strangers."""
    person = find_person_of(request)
    if person is None:
        return None
    try:
        place = tenant_of(request).name
    except Forbidden:
        place = ""
    return ShellPerson(name=person.name, email=person.email, place=place)
