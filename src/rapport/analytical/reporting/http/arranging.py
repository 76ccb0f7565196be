"""What readers press on dashboards and reports."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.analytical.reporting.operations.arranging import (
    add_tile,
    arrange_tile,
    keep_report,
    reset_dashboard,
)
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Toast, go_to


@require_POST
def arrange(request: HttpRequest, board: str) -> HttpResponse:
    """Change a dashboard: `do` says what was pressed on which tile (`later:2`), `add` or `reset`."""
    actor = actor_of(request)
    do, _sign, tile = request.POST.get("do", "").partition(":")
    here = reverse("dashboard", args=[board])
    if do == "reset":
        reset_dashboard(board, actor=actor)
        return go_to(request, here, Toast(_("The dashboard is as it was delivered.")))
    if do == "add":
        add_tile(board, request.POST.get("address", ""), actor=actor)
        return go_to(request, here, Toast(_("It stands on your dashboard.")))
    arrange_tile(board, tile, do, actor=actor)
    return go_to(request, f"{here}?arrange=1")


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the question of the page as a report under a name."""
    values = (request.POST.get("name", ""), request.POST.get("address", ""))
    view = keep_report(*values, shared=request.POST.get("shared", "own"), actor=actor_of(request))
    return go_to(request, f"{reverse('ask')}?{view.query}", Toast(_("The report is kept.")))
