"""Reads of usage and plans."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

from django.db.models import Sum
from django.utils.translation import gettext as _

from rapport.kernel.errors import Missing
from rapport.kernel.metering.contracts import PlanLine, UsageLine
from rapport.kernel.metering.models import LEVEL_DAY, Plan, Usage
from rapport.kernel.metering.registry import describe_meter, list_meters
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
    return list_limits().get(meter)


def sum_month(meter: str, day: date) -> int:
    """Return what the current tenant used of a meter in the month of a day."""
    first, after = _month(day)
    rows = Usage.objects.filter(meter=meter, day__gte=first, day__lt=after)
    return int(rows.aggregate(total=Sum("amount"))["total"] or 0)


def find_left(meter: str) -> int | None:
    """Return how much of a meter the current tenant may still use this month, or None without a limit."""
    limit = find_limit(meter)
    return None if limit is None else max(0, limit - sum_month(meter, datetime.now(UTC).date()))


def sum_level(meter: str) -> int:
    """Return the present level of a meter of the current tenant."""
    known = describe_meter(meter)
    if known.count is not None:
        return known.count()
    rows = Usage.objects.filter(meter=meter, day=LEVEL_DAY)
    return int(rows.aggregate(total=Sum("amount"))["total"] or 0)


def list_usage(day: date) -> list[UsageLine]:
    """Return the current tenant's statement: levels as they stand, then what the month of a day used."""
    first, after = _month(day)
    rows = (
        Usage.objects.filter(day__gte=first, day__lt=after)
        .values_list("meter", "day")
        .annotate(total=Sum("amount"))
        .order_by("meter", "day")
    )
    days: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for code, on, total in rows:
        days[code].append((on, int(total)))
    named = {meter.code: meter for meter in list_meters()}
    limits = list_limits()
    return [
        UsageLine(
            code,
            sum_level(code) if meter.kind == "level" else sum(amount for _on, amount in days[code]),
            limits.get(code),
            tuple(days[code]),
            meter.label,
            meter.unit,
            meter.kind == "level",
        )
        for code in dict.fromkeys((*named, *sorted({*days, *limits} - {*named})))
        if (meter := describe_meter(code))
    ]


def list_limits() -> dict[str, int]:
    """Return the limits of the current tenant's plan by meter."""
    plan = _find_own_plan()
    return {meter: int(limit) for meter, limit in plan.quotas.items()} if plan else {}


def name_own_plan() -> str:
    """Return what the current tenant's plan is called."""
    plan = _find_own_plan()
    return plan.name if plan else get_own_tenant(current_tenant_id()).plan


def _find_own_plan() -> Plan | None:
    code = get_own_tenant(current_tenant_id()).plan
    return Plan.objects.using("default").filter(code=code).first()


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def _line(plan: Plan) -> PlanLine:
    return PlanLine(plan.code, plan.name, plan.price_minor, plan.currency, dict(plan.quotas))
