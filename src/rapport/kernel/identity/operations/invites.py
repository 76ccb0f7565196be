"""Writes of invitations: sent by mail, accepted once by the person they name."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict, Forbidden, Invalid, Missing
from rapport.kernel.identity.contracts import Actor, OpenInvite
from rapport.kernel.identity.events import MemberInvited
from rapport.kernel.identity.letters import write_invitation
from rapport.kernel.identity.models import Invite, Member, Person, Role, Unit
from rapport.kernel.identity.operations.members import require_covered
from rapport.kernel.identity.operations.people import add_member, create_person
from rapport.kernel.identity.operations.recording import as_actor, note
from rapport.kernel.identity.queries import digest_of, find_invite, get_open_invite
from rapport.kernel.mail.api import send_letter
from rapport.kernel.metering.api import count_usage, require_level, require_quota
from rapport.kernel.tenancy.api import as_tenant, get_own_tenant

VALID_FOR = timedelta(days=7)


def invite_member(
    email: str, role_id: UUID, *, actor: Actor, name: str = "", unit_id: UUID | None = None
) -> tuple[Invite, str]:
    """Ask somebody to join; returns the invitation with the secret of its link, which is kept nowhere.

    An open invitation to the same address is replaced. Valid for seven days.
    """
    actor.require("create", "member")
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        reason = _("This is no e-mail address.")
        raise Invalid(reason, fields={"email": reason}) from error
    secret = secrets.token_urlsafe(32)
    with as_actor(actor):
        role = Role.objects.filter(id=role_id).first()
        if role is None or (unit_id and not Unit.objects.filter(id=unit_id).exists()):
            raise Missing(_("There is no such role or unit."))
        require_covered(role_id, actor)
        require_level("members", Member.objects.filter(status=Member.Status.ACTIVE).count() + 1)
        if Member.objects.filter(email=address).exists():
            raise Conflict(_("This person works here already."), fields={"email": _("Works here already.")})
        Invite.objects.filter(email=address, accepted_at=None).delete()
        invite = Invite.objects.create(
            email=address,
            name=name.strip(),
            role=role,
            unit_id=unit_id,
            digest=digest_of(secret),
            invited_by_id=actor.member_id,
            expires_at=timezone.now() + VALID_FOR,
        )
        note(MemberInvited(invite_id=invite.id, email=address, role=role.code))
    return invite, secret


def send_invitation(
    email: str,
    role_id: UUID,
    *,
    actor: Actor,
    request: HttpRequest | None = None,
    name: str = "",
    unit_id: UUID | None = None,
) -> Invite:
    """Invite somebody by a letter with a link; the letter leaves once the invitation is committed."""
    with as_tenant(actor.tenant_id):
        require_quota("mails")
        invite, secret = invite_member(email, role_id, actor=actor, name=name, unit_id=unit_id)
        count_usage("mails")
        business = get_own_tenant(actor.tenant_id)
    known = Person.objects.filter(email=invite.email).first()
    locale = known.locale if known else business.locale
    with translation.override(locale):
        letter = write_invitation(business.name, actor.name, secret, request)
    transaction.on_commit(lambda: send_letter(letter, invite.email, locale=locale), using="default")
    return invite


def withdraw_invite(invite_id: UUID, *, actor: Actor) -> None:
    """Take an open invitation back; its link is dead at once."""
    actor.require("create", "member")
    with as_actor(actor):
        removed, _kinds = Invite.objects.filter(id=invite_id, accepted_at=None).delete()
        if not removed:
            raise Missing(_("There is no such invitation."))


def accept_invite(
    secret: str, *, person: Person | None = None, name: str = "", password: str = "", locale: str = "en"
) -> tuple[Member, Person]:
    """Join the business that invited, as the signed-in person or as a new one.

    Raises `Missing` for a link that is dead, `Forbidden` for somebody else's, and `Conflict` when the address
    belongs to a person who has to sign in first.
    """
    invite = read_invite(secret)
    if person is not None and person.email != invite.email:
        raise Forbidden(_("This invitation is for somebody else."), code="other-person")
    if person is None:
        if Person.objects.filter(email=invite.email).exists():
            raise Conflict(_("Sign in with this address first."), code="sign-in-first")
        person = create_person(invite.email, name.strip() or invite.email, password, locale=locale)
    with as_tenant(invite.tenant_id):
        require_level("members", Member.objects.filter(status=Member.Status.ACTIVE).count() + 1)
        now = timezone.now()
        claimed = Invite.objects.filter(id=invite.id, accepted_at=None).update(accepted_at=now)
        if not claimed:
            raise Missing(_("This invitation is no longer valid."))
        member = add_member(invite.tenant_id, person, [invite.role_code], unit_id=invite.unit_id)
    return member, person


def read_invite(secret: str) -> OpenInvite:
    """Return what an open invitation says; raises `Missing` when its link is dead."""
    found = find_invite(secret)
    if found is None:
        raise Missing(_("This invitation is no longer valid."))
    tenant_id, invite_id = found
    with as_tenant(tenant_id), transaction.atomic():
        return get_open_invite(invite_id)
