"""What the business used of its plan: levels as they stand, and a month's flows."""

from datetime import UTC, date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.kernel.metering.api import UsageLine, list_usage, name_own_plan
from rapport.ui.api import Crumb, Viewer, get_viewer

SHORT = 0.9
GIGABYTE, MEGABYTE = 1_000_000_000, 1_000_000


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The statement of a month."""
    month = read_month(request.GET.get("month", ""))
    context = {
        "title": _("Plan and usage"),
        "lead": _("Your plan: %(plan)s. The month is counted in UTC.") % {"plan": name_own_plan()},
        "crumbs": [Crumb(_("Settings"), "/settings/"), Crumb(_("Plan and usage"))],
        "month": f"{month:%Y-%m}",
        "lines": describe(list_usage(month)),
    }
    return render(request, "administration/usage.html", context)


def describe(lines: list[UsageLine]) -> list[dict[str, object]]:
    """Return each meter as pages show it: its amount and limit in words, and how full it is."""
    viewer = get_viewer()
    return [
        {
            "label": line.label or line.meter,
            "meter": line.meter,
            "amount": _write(line.amount, line.unit, viewer),
            "limit": "" if line.limit is None else _write(line.limit, line.unit, viewer),
            "level": line.level,
            "share": line.share,
            "short": line.share is not None and line.share >= SHORT,
        }
        for line in lines
    ]


def read_month(text: str) -> date:
    """Return a day of the month that is asked for, today without one."""
    try:
        return datetime.strptime(text, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        return datetime.now(UTC).date()


def _write(amount: int, unit: str, viewer: Viewer) -> str:
    if unit != "bytes":
        return viewer.number(amount)
    if amount >= GIGABYTE:
        return f"{viewer.number(amount / GIGABYTE, 1)} GB"
    return f"{viewer.number(amount / MEGABYTE, 1)} MB"
