"""What views add to their answers: toasts, events for the page, redirects that work for htmx too."""

import json
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from rapport.ui.contracts.parts import Toast

Response = TypeVar("Response", bound=HttpResponse)


def is_part(request: HttpRequest) -> bool:
    """Whether the page asks for a part of itself (htmx), not for a page."""
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-History-Restore-Request") != "true"
    )


def with_toast(response: Response, toast: Toast) -> Response:
    """Show a toast after this answer is swapped in."""
    return with_event(
        response,
        "toast",
        {"text": str(toast.text), "tone": toast.tone, "undo": toast.undo, "href": toast.href},
    )


def with_event(response: Response, name: str, detail: object = None) -> Response:
    """Fire a named event in the page after this answer; parts may listen by `hx-trigger="NAME from:body"`."""
    events = json.loads(response.headers.get("HX-Trigger", "{}"))
    events[name] = detail
    response.headers["HX-Trigger"] = json.dumps(events)
    return response


def go_to(request: HttpRequest, url: str, toast: Toast | None = None) -> HttpResponse:
    """Lead to another page of ours after a write; a toast survives the way."""
    if toast is not None:
        flash(request, toast)
    if is_part(request):
        response = HttpResponse(status=204)
        response.headers["HX-Redirect"] = url
        return response
    return redirect(url)


def flash(request: HttpRequest, toast: Toast) -> None:
    """Keep a toast for the next page."""
    extra = json.dumps({"tone": toast.tone, "undo": toast.undo, "href": toast.href})
    messages.add_message(request, messages.INFO, str(toast.text), extra_tags=extra)
