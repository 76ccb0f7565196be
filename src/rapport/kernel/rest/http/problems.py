"""Errors as problem details (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from ninja.errors import ValidationError as NinjaValidationError

from rapport.kernel.errors import RapportError
from rapport.kernel.rest.contracts import reasons_of

# Ninja hands on an exception, and says it might be a class.
Failure = Exception | type[Exception]
log = structlog.get_logger(__name__)
MEDIA_TYPE = "application/problem+json"
STATUS_OF_KIND = {
    "missing": 404,
    "conflict": 409,
    "stale": 412,
    "forbidden": 403,
    "unauthenticated": 401,
    "invalid": 422,
    "upstream": 502,
    "busy": 429,
}


def problem(
    request: HttpRequest,
    status: int,
    detail: str,
    *,
    code: str = "",
    fields: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return the answer that says what went wrong and what to mend."""
    title = HTTPStatus(status).phrase
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code or title.lower().replace(" ", "-"),
        "instance": request.path,
        "request_id": getattr(request, "request_id", None),
        "fields": dict(fields) if fields else None,
    }
    content = msgspec.json.encode({name: value for name, value in body.items() if value is not None})
    response = HttpResponse(content, status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="Rapport"'
    return response


def answer_error(request: HttpRequest, error: Failure) -> HttpResponse:
    """Turn any exception into its problem; what nobody expected is logged and tells the caller nothing."""
    if isinstance(error, RapportError):
        status = STATUS_OF_KIND.get(error.kind, 422)
        return problem(request, status, error.message, code=error.code, fields=error.fields)
    if isinstance(error, NinjaValidationError):
        fields = reasons_of([_said(item) for item in error.errors])
        return problem(request, 422, _("Some fields are not valid."), code="invalid", fields=fields)
    return _database_error(request, error) or _other_error(request, error)


def _said(item: dict[str, Any]) -> dict[str, Any]:
    """Tell a field's reason; a part without a filename came as text, not as a file."""
    steps = item["loc"]
    if steps[:1] == ("file",) and item["type"] == "missing":
        item = {**item, "msg": _("Send a file here: a part of the form with a filename.")}
    return {**item, "loc": _place(steps)}


def _place(steps: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Drop where a parameter travelled (query, path) and, for bodies, the name of the argument."""
    return steps[2:] if steps and steps[0] == "body" else steps[1:]


def _database_error(request: HttpRequest, error: Failure) -> HttpResponse | None:
    if isinstance(error, DataError):
        return problem(request, 422, _("A value does not fit: too long or too large."), code="invalid")
    if isinstance(error, IntegrityError):
        log.warning("api integrity", error=str(error))
        return problem(request, 409, _("The present state refuses this change."), code="conflict")
    if isinstance(error, OperationalError):
        log.warning("api database unavailable", error=str(error))
        response = problem(request, 503, _("The database is not available just now. Try again."))
        response["Retry-After"] = "2"
        return response
    return None


def _other_error(request: HttpRequest, error: Failure) -> HttpResponse:
    if isinstance(error, HttpError):
        return problem(request, error.status_code, str(error))
    if isinstance(error, Http404):
        return problem(request, 404, _("There is no such thing."))
    if isinstance(error, RequestDataTooBig):
        return problem(request, 413, _("The body is too large for one call."))
    if isinstance(error, SuspiciousOperation):
        return problem(request, 400, _("The request is not well formed."))
    log.error("api failure", path=request.path, method=request.method, exc_info=error)
    return problem(request, 500, _("Something failed on our side. The request id finds it in the log."))
