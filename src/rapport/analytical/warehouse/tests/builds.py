"""What the tests of pages share: a build there was, a month that was compared."""

from datetime import date
from typing import Any

from django.utils import timezone
from tests.house import Shop

from rapport.analytical.warehouse.models import MartBuild, ReckonedMonth
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


def reckon(shop: Shop, month: date, minor: int, source: int) -> None:
    """Have a month compared."""
    with as_tenant(shop.tenant_id):
        ReckonedMonth.objects.create(
            ledger="orders",
            month=month,
            currency="EUR",
            records=2,
            minor=minor,
            source_records=2,
            source_minor=source,
            reckoned_at=timezone.now(),
        )
