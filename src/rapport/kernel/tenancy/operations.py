"""Writes to the register of tenants; only the host and sign-up call them."""

from uuid import UUID

from django.db import IntegrityError, transaction

from rapport.kernel.errors import Conflict, Missing
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.contracts import TenantProfile
from rapport.kernel.tenancy.models import Tenant
from rapport.kernel.tenancy.queries import OWN, get_tenant
from rapport.kernel.tenancy.scope import current_memo, current_tenant_id


def create_tenant(
    slug: str,
    name: str,
    *,
    currency: str = "EUR",
    zone: str = "UTC",
    locale: str = "en",
    country: str = "",
    plan: str = "standard",
    tenant_id: UUID | None = None,
) -> TenantProfile:
    """Enter a business into the register; raises `Conflict` when the short name is taken."""
    try:
        with transaction.atomic(using="accounts"):
            tenant = Tenant.objects.create(
                id=tenant_id or new_id(),
                slug=slug,
                name=name,
                currency=currency,
                zone=zone,
                locale=locale,
                country=country,
                plan=plan,
            )
    except IntegrityError as error:
        raise Conflict(
            "A business called “%(slug)s” exists already.", values={"slug": slug}, code="slug-taken"
        ) from error
    return get_tenant(tenant.id)


def change_own_tenant(**values: str) -> None:
    """Change name, currency, zone, locale or country of the running transaction's business.

    The database lets the application change these columns of its own entry, and no others.
    """
    if not values.keys() <= {"name", "currency", "zone", "locale", "country"}:
        raise Missing("A business has no such property.")
    Tenant.objects.using("default").filter(id=current_tenant_id()).update(**values)
    current_memo().pop(OWN, None)


def change_tenant(tenant_id: UUID, **values: str) -> TenantProfile:
    """Change name, plan, status, currency, zone, locale or country of a business."""
    allowed = {"name", "plan", "status", "currency", "zone", "locale", "country"}
    if not values.keys() <= allowed:
        raise Missing("A business has no such property.")
    if not Tenant.objects.filter(id=tenant_id).update(**values):
        raise Missing("There is no such business.")
    return get_tenant(tenant_id)
