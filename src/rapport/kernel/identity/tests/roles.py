"""What the tests of people and tokens ask of roles."""

from uuid import UUID

from tests.house import Shop

from rapport.kernel.identity import api
from rapport.kernel.tenancy.api import as_tenant


def role_id(shop: Shop, code: str) -> UUID:
    with as_tenant(shop.tenant_id):
        return next(role.id for role in api.list_roles(shop.actor) if role.code == code)
