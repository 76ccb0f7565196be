"""The front door of metering."""

from rapport.kernel.metering.contracts import PlanLine, UsageLine
from rapport.kernel.metering.operations import (
    count_usage,
    refusal_of,
    require_level,
    require_quota,
    save_plan,
)
from rapport.kernel.metering.queries import (
    find_left,
    find_limit,
    get_plan,
    list_plans,
    list_usage,
    name_own_plan,
    sum_level,
    sum_month,
)
from rapport.kernel.metering.registry import Meter, describe_meter, list_meters, register_meter

__all__ = [
    "Meter",
    "PlanLine",
    "UsageLine",
    "count_usage",
    "describe_meter",
    "find_left",
    "find_limit",
    "get_plan",
    "list_meters",
    "list_plans",
    "list_usage",
    "name_own_plan",
    "refusal_of",
    "register_meter",
    "require_level",
    "require_quota",
    "save_plan",
    "sum_level",
    "sum_month",
]
