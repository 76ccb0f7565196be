"""A new address to sign in with: asked for with the password, confirmed from the new mailbox."""

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from rapport.kernel.errors import Conflict, Forbidden, Missing
from rapport.kernel.identity.letters import absolute, write_address_changed, write_new_address
from rapport.kernel.identity.models import Member, Person
from rapport.kernel.identity.queries import list_memberships
from rapport.kernel.mail.api import send_letter
from rapport.kernel.tenancy.api import as_tenant

_SALT, _VALID_FOR = "rapport.new-address", 2 * 3600


def ask_new_address(person: Person, email: str, password: str, *, request: HttpRequest | None = None) -> None:
    """Send a link to the new address; raises `Forbidden` for a wrong password.

    Whether the address belongs to somebody else is not told here: only its owner reads the letter.
    """
    if not person.check_password(password):
        raise Forbidden("This is not your password.", fields={"password": "This is not your password."})
    address = email.strip().lower()
    token = signing.dumps({"person": str(person.id), "old": person.email, "new": address}, salt=_SALT)
    link = absolute(reverse("account_new_address", kwargs={"token": token}), request)
    with translation.override(person.locale):
        letter = write_new_address(link)
    send_letter(letter, address, locale=person.locale)


def read_new_address(token: str) -> tuple[Person, str]:
    """Return whose new address a link confirms; raises `Missing` for a link that is dead or was used."""
    try:
        said = signing.loads(token, salt=_SALT, max_age=_VALID_FOR)
    except signing.BadSignature as error:
        raise Missing("This link is no longer valid.") from error
    person = Person.objects.filter(id=said["person"], email=said["old"], is_active=True).first()
    if person is None:
        raise Missing("This link is no longer valid.")
    return person, str(said["new"])


def confirm_new_address(token: str) -> Person:
    """Let the person sign in with the new address from now on, in every business; the old one is told.

    Raises `Missing` for a dead link, `Conflict` when somebody else has the address.
    """
    person, address = read_new_address(token)
    if Person.objects.filter(email=address).exclude(id=person.id).exists():
        raise Conflict("Somebody else signs in with this address.", code="email-taken")
    old = person.email
    with transaction.atomic(using="accounts"):
        Person.objects.filter(id=person.id).update(email=address)
        EmailAddress.objects.filter(user=person).delete()
    for membership in list_memberships(person.id):
        with as_tenant(membership.tenant_id, actor_id=membership.member_id):
            Member.objects.filter(id=membership.member_id).update(email=address)
    with translation.override(person.locale):
        letter = write_address_changed(address)
    send_letter(letter, old, locale=person.locale)
    person.email = address
    return person
