"""The front door of metering."""

from rapport.kernel.metering.contracts import PlanLine, UsageLine
from rapport.kernel.metering.operations import count_usage, require_level, require_quota, save_plan
from rapport.kernel.metering.queries import find_limit, get_plan, list_plans, list_usage, sum_month

__all__ = [
    "PlanLine",
    "UsageLine",
    "count_usage",
    "find_limit",
    "get_plan",
    "list_plans",
    "list_usage",
    "require_level",
    "require_quota",
    "save_plan",
    "sum_month",
]
