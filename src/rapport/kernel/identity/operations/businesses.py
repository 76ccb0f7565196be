"""Founding a business: its entry in the register, its roles, its first administrator."""

import os

from django.http import HttpRequest
from django.utils.translation import gettext as _

from rapport.kernel.errors import Invalid, Missing
from rapport.kernel.identity.models import Person
from rapport.kernel.identity.operations.builtin import found_roles
from rapport.kernel.identity.operations.invites import send_invitation
from rapport.kernel.identity.operations.people import add_member, system_actor
from rapport.kernel.identity.queries import get_role_by_code
from rapport.kernel.identity.rules import make_code
from rapport.kernel.tenancy.api import TenantProfile, as_tenant, create_tenant, list_tenants


def found_business(
    name: str,
    owner: Person,
    *,
    slug: str = "",
    currency: str = "EUR",
    zone: str = "UTC",
    locale: str = "en",
    country: str = "",
    plan: str = "standard",
) -> TenantProfile:
    """Enter a business into the register with its built-in roles and its owner as administrator.

    `currency` is ISO 4217, `zone` IANA, `country` ISO 3166-1. Raises `Conflict` on a short name in use.
    """
    if not name.strip():
        raise Invalid(_("A name is needed."), fields={"name": _("A name is needed.")})
    tenant = create_tenant(
        (slug or make_code(name))[:60],
        name.strip(),
        currency=currency,
        zone=zone,
        locale=locale,
        country=country,
        plan=plan,
    )
    found_roles(tenant.id)
    add_member(tenant.id, owner, ["admin"])
    return tenant


def found_business_for(
    email: str,
    *,
    name: str,
    slug: str,
    currency: str,
    zone: str,
    locale: str,
    country: str,
    request: HttpRequest | None = None,
) -> TenantProfile:
    """Found a business for somebody, who is invited by mail to be its administrator."""
    tenant = create_tenant(slug, name, currency=currency, zone=zone, locale=locale, country=country)
    found_roles(tenant.id)
    actor = system_actor(tenant.id)
    with as_tenant(tenant.id):
        admin = get_role_by_code("admin")
    send_invitation(email, admin.id, actor=actor, request=request)
    return tenant


def set_host(email: str, *, host: bool) -> None:
    """Let a person look after the whole installation, or no longer; raises `Missing`."""
    if not Person.objects.filter(email=email.strip().lower()).update(is_host=host):
        raise Missing(_("There is no such person."))


def is_untouched() -> bool:
    """Tell whether nobody founded a business yet: whoever comes first may, and becomes the host."""
    return not list_tenants()


def may_sign_up() -> bool:
    """Tell whether strangers may found businesses (RAPPORT_SIGN_UP=open), or nobody did yet."""
    return os.environ.get("RAPPORT_SIGN_UP", "closed") == "open" or is_untouched()
