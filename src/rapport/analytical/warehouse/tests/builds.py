"""What the tests of pages share: a build there was."""

from typing import Any

from django.utils import timezone
from tests.house import Shop

from rapport.analytical.warehouse.models import MartBuild
from rapport.kernel.tenancy.api import as_tenant


def build(shop: Shop, state: str, failures: Any = ()) -> None:
    """Have a build of the business."""
    with as_tenant(shop.tenant_id):
        MartBuild.objects.create(
            state=state,
            full=True,
            facts=12,
            tables={"orders": 12},
            failures=list(failures),
            started_at=timezone.now(),
            seconds=0.5,
        )
