"""One line and one reading for every request: method, route, status, time; never its content."""

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from rapport.site.serving import metrics
from rapport.site.serving.environment import BUSINESS

SLOW = 1.0
"""Seconds from which a request is worth a warning."""
log = structlog.get_logger("rapport.request")


class ObserveMiddleware:
    """Stands outermost, so that what other middleware costs is counted too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve one request and note it."""
        began = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - began
        route = _route(request)
        metrics.request_seconds.labels(request.method, route, response.status_code).observe(seconds)
        if response.status_code >= 500:
            metrics.failures.inc()
        tell = log.warning if seconds >= SLOW or response.status_code >= 500 else log.info
        who = _who(request)
        request.META[BUSINESS] = who.get("tenant", "")
        tell(
            "answered",
            method=request.method,
            route=route,
            status=response.status_code,
            ms=round(seconds * 1000, 1),
            request_id=response.headers.get("X-Request-Id"),
            **who,
        )
        return response


def _who(request: HttpRequest) -> dict[str, str]:
    """Return the ids of the business and of who asked, where somebody did."""
    actor = getattr(request, "actor", None)
    return {"tenant": str(actor.tenant_id), "actor": str(actor.id)} if actor is not None else {}


def _route(request: HttpRequest) -> str:
    """Return the pattern of the address, not the address: few series, and no ids in logs."""
    match = request.resolver_match
    return f"/{match.route}" if match else "none"
