"""Pages for what goes wrong outside any room: no such address, a fault of ours, a database that is away."""

import sys
from typing import Literal

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from psycopg_pool import PoolTimeout

AWAY = (OperationalError, InterfaceError, PoolTimeout)
Reading = Literal["program", "part", "page"]
PROGRAMS = ("/api/", "/hooks/", "/ingest", "/live")
"""Addresses that programs call."""
RETRY_AFTER = "3"
"""Seconds; an embedded server that was killed is back about then."""


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for an address nobody knows."""
    return explain(request, 404, _("There is no such page"), _("The address may be old or mistyped."))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what cannot be read, or asks for a host we do not answer to."""
    message = _("What was sent is not what this address takes. Nothing was changed.")
    return explain(request, 400, _("This could not be read"), message)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that does not show it came from a page of ours: an old page, or no cookies."""
    message = _("Load the page again and repeat what you did; cookies must be allowed. Nothing was changed.")
    return explain(request, 403, _("This page has become too old"), message)


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer who asks too often: signing in, resetting a password, signing up."""
    return explain(request, 429, _("Too many attempts"), _("Please wait a few minutes, then try again."))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault: 503 and come again where the database is away for a moment, else 500."""
    if _database_is_away(sys.exc_info()[1]):
        response = explain(
            request,
            503,
            _("One moment, please"),
            _("The database is starting. Nothing you saved is lost; try again in a few seconds."),
        )
        response.headers["Retry-After"] = RETRY_AFTER
        return response
    return explain(
        request,
        500,
        _("That was our fault"),
        _("Something broke on our side. Nothing was changed; please try again."),
    )


def _database_is_away(error: BaseException | None) -> bool:
    """Look for a lost connection among the error and its causes."""
    while error is not None:
        if isinstance(error, AWAY) and not _is_refused_statement(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_refused_statement(error: BaseException) -> bool:
    """A deadlock or a timeout is an OperationalError too, but its server is there: it carries an SQLSTATE."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state is not None and not state.startswith(("08", "57P"))


def explain(request: HttpRequest, status: int, title: str, message: str) -> HttpResponse:
    """Say what went wrong as whoever asked reads it."""
    return write_trouble(reading_of(request), status, title, message)


def reading_of(request: HttpRequest) -> Reading:
    """Tell who asks: a program, a part of a page that shows a line, or somebody who sees a page."""
    if request.path.startswith(PROGRAMS) or request.headers.get("Accept", "").startswith("application/json"):
        return "program"
    return "part" if request.headers.get("HX-Request") == "true" else "page"


def write_trouble(reading: Reading, status: int, title: str, message: str) -> HttpResponse:
    """Return a problem document (RFC 9457), a line for a toast, or a page."""
    if reading == "program":
        problem = {"type": "about:blank", "status": status, "title": title, "detail": message}
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    if reading == "part":
        return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
    # Without the request: context processors would ask the session, and with it the database.
    page = render_to_string("site/trouble.html", {"title": title, "message": message, "again": status >= 500})
    return HttpResponse(page, status=status)
