"""Reads of the register of tenants."""

from uuid import UUID

from rapport.kernel.errors import Missing
from rapport.kernel.tenancy.contracts import TenantProfile
from rapport.kernel.tenancy.models import Tenant
from rapport.kernel.tenancy.scope import current_memo

OWN = "own tenant"


def get_tenant(tenant_id: UUID) -> TenantProfile:
    """Return a business by id, from the register."""
    return _profile(Tenant.objects.filter(id=tenant_id).first())


def get_tenant_by_slug(slug: str) -> TenantProfile:
    """Return a business by its short name, from the register."""
    return _profile(Tenant.objects.filter(slug=slug).first())


def get_own_tenant(tenant_id: UUID) -> TenantProfile:
    """Return the business of the running transaction, with the app's own rights; read once in it."""
    memo = current_memo()
    if OWN not in memo:
        memo[OWN] = _profile(Tenant.objects.using("default").filter(id=tenant_id).first())
    found: TenantProfile = memo[OWN]
    return found


def note_own_tenant(profile: TenantProfile) -> None:
    """Have the running transaction remember its business, which was read along with something else."""
    current_memo()[OWN] = profile


def list_tenants() -> list[TenantProfile]:
    """Return every business by name, for the host alone."""
    return [_profile(tenant) for tenant in Tenant.objects.order_by("name")]


def _profile(tenant: Tenant | None) -> TenantProfile:
    if tenant is None:
        raise Missing("There is no such business.")
    return TenantProfile(
        id=tenant.id,
        slug=tenant.slug,
        name=tenant.name,
        plan=tenant.plan,
        active=tenant.status == Tenant.Status.ACTIVE,
        currency=tenant.currency,
        zone=tenant.zone,
        locale=tenant.locale,
        country=tenant.country,
    )
