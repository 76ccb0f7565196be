"""What each unit sold lately: the figures of the lower tiers roll up into the higher ones."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from rapport.kernel.identity.api import actor_of, list_unit_tree, tenant_of
from rapport.operational.orders.api import sum_by_unit

DAYS = 30
DEEPEST = 2
MOST = 40


@dataclass(slots=True)
class UnitRow:
    """A unit with everything below it: orders of the last days, in minor units of the own currency."""

    name: str
    depth: int
    orders: int = 0
    total_minor: int = 0
    share: str = "0"


def draw_units(request: HttpRequest, subject: UUID | None) -> str:
    """The tree of units with what they sold; nothing where there is only one."""
    actor = actor_of(request)
    figures = sum_by_unit(actor, timezone.now() - timedelta(days=DAYS))
    tree = list_unit_tree(actor) if figures else []
    if len(tree) < 2:
        return ""
    above = {unit.id: unit.parent_id for unit in tree}
    rows = {unit.id: UnitRow(unit.name, unit.depth) for unit in tree}
    for figure in figures:
        unit_id = figure.unit_id
        while unit_id in rows:
            rows[unit_id].orders += figure.orders
            rows[unit_id].total_minor += figure.total_minor
            unit_id = above[unit_id]
    shown = [row for row in rows.values() if row.depth <= DEEPEST][:MOST]
    _share(shown)
    context = {"rows": shown, "currency": tenant_of(request).currency, "days": DAYS}
    return render_to_string("home/units.html", context, request)


def _share(rows: list[UnitRow]) -> None:
    """Let each bar be a share of the greatest on its tier."""
    best: dict[int, int] = defaultdict(int)
    for row in rows:
        best[row.depth] = max(best[row.depth], row.total_minor)
    for row in rows:
        row.share = f"{max(0, row.total_minor) / best[row.depth] if best[row.depth] else 0:.3f}"
