"""The inbox: queues, the list, and beside it the conversation that is open."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.collaborative.delivery.api import get_conversation
from rapport.collaborative.inbox.http.lists import CONVERSATIONS, PATH
from rapport.collaborative.inbox.http.thread import describe, describe_composer
from rapport.collaborative.inbox.http.words import QUEUE_LABELS
from rapport.collaborative.inbox.queries.queues import count_queues
from rapport.collaborative.inbox.rules.queues import QUEUES
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import is_part, show_frames
from rapport.ui.api.records import show_records


@require_GET
def show_inbox(request: HttpRequest) -> HttpResponse:
    """The list of a queue, or whatever its filters find, with room for a conversation beside it."""
    context = {} if is_part(request) else {**describe_queues(request), **_describe_open(request)}
    return show_frames(show_records(request, CONVERSATIONS, "inbox/inbox.html", context))


@require_GET
def show_queues(request: HttpRequest) -> HttpResponse:
    """The queues with their counts, asked for again when something changed."""
    return render(request, "inbox/queues.html", describe_queues(request))


def _describe_open(request: HttpRequest) -> dict[str, Any]:
    """The conversation the address says is open, where its reader may see it."""
    try:
        wanted = UUID(request.GET.get("open", ""))
        line = get_conversation(wanted, actor=actor_of(request))
    except (ValueError, Missing):
        return {}
    return {**describe(request, line), **describe_composer(request, line), "beside": True}


def describe_queues(request: HttpRequest) -> dict[str, Any]:
    """Each queue with its address, how much it holds, and whether it is open."""
    counted, current = count_queues(actor_of(request)), request.GET.get("queue", "")
    queues = [
        {
            "name": one.name,
            "label": QUEUE_LABELS[one.name],
            "icon": one.icon,
            "href": f"{PATH}?queue={one.name}&sort={one.sort}",
            "count": counted.get(one.name),
            "current": one.name == current,
            "urgent": one.urgent,
        }
        for one in QUEUES
    ]
    return {"queues": queues, "queue": current, "everything": PATH}
