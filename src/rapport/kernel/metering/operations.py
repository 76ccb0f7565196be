"""Counting, and refusing what a plan does not allow."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

import psycopg
from django.utils.translation import gettext as _

from rapport.kernel.errors import Forbidden, Invalid
from rapport.kernel.ids import new_id
from rapport.kernel.metering.contracts import PlanLine
from rapport.kernel.metering.models import SLOTS, Plan
from rapport.kernel.metering.queries import find_limit, get_plan, sum_month
from rapport.kernel.metering.registry import describe_meter
from rapport.kernel.statements import execute_planned

_BEYOND = "RQ001"
_ADD = """
insert into usage (id, meter, day, slot, amount) values (%s, %s, %s, %s, %s)
on conflict (tenant_id, meter, day, slot) do update set amount = usage.amount + excluded.amount
"""


def count_usage(meter: str, amount: int = 1) -> None:
    """Add to a meter of the current tenant, in the caller's transaction."""
    today = datetime.now(UTC).date()
    execute_planned(_ADD, [new_id(), meter, today, secrets.randbelow(SLOTS), amount])


def refusal_of(error: Exception) -> Forbidden | None:
    """Return the refusal a database error stands for when a level went beyond the plan, else None."""
    cause = error.__cause__
    if not isinstance(cause, psycopg.Error) or cause.sqlstate != _BEYOND:
        return None
    meter = describe_meter(cause.diag.message_detail or "")
    return Forbidden(
        "Your plan allows %(limit)s: %(meter)s.",
        values={"limit": cause.diag.message_hint, "meter": meter.label},
        code="quota",
    )


def require_quota(meter: str, amount: int = 1) -> None:
    """Raise `Forbidden` when so much more this month would go beyond the current tenant's plan."""
    limit = find_limit(meter)
    if limit is not None and sum_month(meter, datetime.now(UTC).date()) + amount > limit:
        raise Forbidden(_("Your plan's limit for this month is reached."), code="quota")


def require_level(meter: str, level: int) -> None:
    """Raise `Forbidden` when a level (such as the number of members) is beyond the current tenant's plan."""
    limit = find_limit(meter)
    if limit is not None and level > limit:
        raise Forbidden(_("Your plan does not allow more of these."), code="quota")


def save_plan(
    code: str, name: str, *, price_minor: int, currency: str, quotas: Mapping[str, int]
) -> PlanLine:
    """Make or change a plan; only the host's pages call this."""
    if price_minor < 0 or any(limit < 0 for limit in quotas.values()):
        raise Invalid(_("Prices and limits are not negative."))
    Plan.objects.update_or_create(
        code=code,
        defaults={"name": name, "price_minor": price_minor, "currency": currency, "quotas": dict(quotas)},
    )
    return get_plan(code)
