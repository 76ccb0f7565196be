"""Where an advertising message's way out leads: one click of a mail program (RFC 8058), or a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rapport.collaborative.delivery.operations.leaving import leave
from rapport.collaborative.delivery.queries.leaving import get_leaving


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_leave(request: HttpRequest, token: str) -> HttpResponse:
    """Ask by a button, since programs open links; whoever posts has left."""
    leaving = get_leaving(token)
    done = request.method == "POST"
    if done:
        leave(token)
    context = {"title": _("No more of these messages"), "leaving": leaving, "done": done}
    return render(request, "delivery/leave.html", context)
