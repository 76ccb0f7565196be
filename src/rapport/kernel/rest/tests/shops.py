"""What the tests of the gate ask a shop."""

from tests.house import Shop

from rapport.kernel.identity.models import Unit
from rapport.kernel.tenancy.api import as_tenant


def count_units(shop: Shop) -> int:
    with as_tenant(shop.tenant_id):
        return Unit.objects.count()
