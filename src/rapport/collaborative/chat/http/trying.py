"""A page as a shop has it, with the widget in it: what visitors see, before it stands in the shop."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.collaborative.chat.contracts import CHANNEL
from rapport.collaborative.delivery.api import get_account
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import actor_of


@require_GET
def show_page(request: HttpRequest, widget_id: UUID) -> HttpResponse:
    """The page, in the language of its reader; what is written there arrives like anything else."""
    line = get_account(widget_id, actor=actor_of(request))
    if line.channel != CHANNEL:
        raise Missing("There is no such account.")
    return render(request, "chat/try.html", {"line": line, "title": line.name})
