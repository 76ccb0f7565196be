"""The front door of tenancy."""

from rapport.kernel.tenancy.contracts import TenantProfile
from rapport.kernel.tenancy.models import TenantModel
from rapport.kernel.tenancy.operations import change_own_tenant, change_tenant, create_tenant
from rapport.kernel.tenancy.queries import (
    get_own_tenant,
    get_tenant,
    get_tenant_by_slug,
    list_tenants,
    note_own_tenant,
)
from rapport.kernel.tenancy.scope import (
    NoTenant,
    OtherTenant,
    TenantScope,
    as_tenant,
    current_memo,
    current_scope,
    current_tenant_id,
)

__all__ = [
    "NoTenant",
    "OtherTenant",
    "TenantModel",
    "TenantProfile",
    "TenantScope",
    "as_tenant",
    "change_own_tenant",
    "change_tenant",
    "create_tenant",
    "current_memo",
    "current_scope",
    "current_tenant_id",
    "get_own_tenant",
    "get_tenant",
    "get_tenant_by_slug",
    "list_tenants",
    "note_own_tenant",
]
