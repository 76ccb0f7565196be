"""The page of cells: how many customers stand at each pair of recency and frequency, and what they bring."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.analytical.value.api import list_worth_cells
from rapport.analytical.value.contracts import WorthCell
from rapport.analytical.value.contracts.labels import SEGMENT_LABELS, SEGMENT_TONES
from rapport.kernel.identity.api import actor_of
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.api import Crumb, Viewer, get_viewer


@require_GET
def show_cells(request: HttpRequest) -> HttpResponse:
    """The grid of five by five, who bought last on top; each cell leads to its customers."""
    actor, viewer = actor_of(request), get_viewer()
    cells = list_worth_cells(actor)
    revenue = sum(one.revenue_minor for one in cells) or 1
    currency = get_own_tenant(actor.tenant_id).currency
    drawn = {(one.recency, one.frequency): _write(one, revenue, viewer, currency) for one in cells}
    context = {
        "title": _("Recency and frequency"),
        "lead": _("How lately and how often customers buy, in fifths of all who bought; five is best."),
        "crumbs": [Crumb(_("Segments"), "/segments"), Crumb(_("Recency and frequency"))],
        "columns": range(1, 6),
        "rows": [(score, [drawn[score, often] for often in range(1, 6)]) for score in range(5, 0, -1)],
    }
    return render(request, "segmentation/cells.html", context)


def _write(cell: WorthCell, revenue: int, viewer: Viewer, currency: str) -> dict[str, object]:
    share = cell.revenue_minor / revenue
    return {
        "href": f"/customers?filter=recency_score:is:{cell.recency};frequency_score:is:{cell.frequency}",
        "name": SEGMENT_LABELS[cell.segment],
        "tone": SEGMENT_TONES[cell.segment],
        "customers": viewer.number(cell.customers),
        "revenue": viewer.money_short(cell.revenue_minor, currency),
        "bar": f"{share:.3f}",
        "share": viewer.share(share),
    }
