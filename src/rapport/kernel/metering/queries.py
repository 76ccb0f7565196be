"""Reads of usage and plans."""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Sum
from django.utils.translation import gettext as _

from rapport.kernel.errors import Missing
from rapport.kernel.metering.contracts import PlanLine, UsageLine
from rapport.kernel.metering.models import Plan, Usage
from rapport.kernel.tenancy.api import current_tenant_id, get_own_tenant


def list_plans() -> list[PlanLine]:
    """Return the plans of the installation, cheapest first."""
    return [_line(plan) for plan in Plan.objects.order_by("price_minor", "code")]


def get_plan(code: str) -> PlanLine:
    """Return a plan; raises `Missing`."""
    plan = Plan.objects.filter(code=code).first()
    if plan is None:
        raise Missing(_("There is no such plan."))
    return _line(plan)


def find_limit(meter: str) -> int | None:
    """Return the current tenant's limit for a meter, or None where there is none."""
    code = get_own_tenant(current_tenant_id()).plan
    plan = Plan.objects.using("default").filter(code=code).first()
    limit = plan.quotas.get(meter) if plan else None
    return int(limit) if limit is not None else None


def sum_month(meter: str, day: date) -> int:
    """Return what the current tenant used of a meter in the month of a day."""
    first, after = _month(day)
    rows = Usage.objects.filter(meter=meter, day__gte=first, day__lt=after)
    return int(rows.aggregate(total=Sum("amount"))["total"] or 0)


def list_usage(day: date) -> list[UsageLine]:
    """Return the current tenant's statement for the month of a day, meter by meter."""
    first, after = _month(day)
    rows = (
        Usage.objects.filter(day__gte=first, day__lt=after)
        .values_list("meter", "day")
        .annotate(total=Sum("amount"))
        .order_by("meter", "day")
    )
    days: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for meter, on, total in rows:
        days[meter].append((on, int(total)))
    return [
        UsageLine(meter, sum(amount for _on, amount in found), find_limit(meter), tuple(found))
        for meter, found in days.items()
    ]


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def _line(plan: Plan) -> PlanLine:
    return PlanLine(plan.code, plan.name, plan.price_minor, plan.currency, dict(plan.quotas))
