"""Founding a business: its entry in the register, its roles, its first administrator."""

import os

from django.utils.translation import gettext as _

from rapport.kernel.errors import Invalid
from rapport.kernel.identity.models import Person
from rapport.kernel.identity.operations.people import add_member, found_roles
from rapport.kernel.identity.rules import make_code
from rapport.kernel.tenancy.api import TenantProfile, create_tenant, list_tenants


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


def make_host(person: Person) -> None:
    """Let a person look after the whole installation."""
    Person.objects.filter(id=person.id).update(is_host=True)


def is_untouched() -> bool:
    """Tell whether nobody founded a business yet: whoever comes first may, and becomes the host."""
    return not list_tenants()


def may_sign_up() -> bool:
    """Tell whether strangers may found businesses (RAPPORT_SIGN_UP=open), or nobody did yet."""
    return os.environ.get("RAPPORT_SIGN_UP", "closed") == "open" or is_untouched()
