"""The way in for forms a business writes itself, from its own sites alone."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rapport.customers.forms.contracts import FormLine
from rapport.customers.forms.http.door import entering, too_large
from rapport.customers.forms.operations.embedding import thanks_address, visit_of
from rapport.customers.forms.operations.taking import TooMany, take_entry
from rapport.kernel.errors import Conflict, Forbidden, Invalid, Missing, RapportError
from rapport.kernel.identity.api import absolute

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
_STATUS = {Invalid: 422, Conflict: 409, TooMany: 429, Forbidden: 403}


@csrf_exempt
@require_http_methods(["POST", "OPTIONS"])
def take(request: HttpRequest, key: str) -> HttpResponse:
    """Take an entry sent by a site of the business: 202, or 303 to the thanks for a plain form.

    403 from any other site, 404 nowhere, 413 too large, 415 in another form, 422 with the reason of each
    field, 429 too many.
    """
    try:
        with entering(key) as form:
            site = request.headers.get("Origin", "")
            if site not in form.sites:
                return JsonResponse({"error": "other-site"}, status=403)
            answer = HttpResponse(status=204) if request.method == "OPTIONS" else _take(request, form)
    except Missing:
        return JsonResponse({"error": "not-found"}, status=404)
    answer["Access-Control-Allow-Origin"] = site
    answer["Access-Control-Allow-Methods"] = "POST"
    answer["Access-Control-Allow-Headers"] = "Content-Type"
    answer["Access-Control-Max-Age"] = "600"
    answer["Vary"] = "Origin"
    return answer


def _take(request: HttpRequest, form: FormLine) -> HttpResponse:
    if too_large(request):
        return JsonResponse({"error": "too-large"}, status=413)
    if request.content_type not in (JSON, FORM):
        return JsonResponse({"error": "media-type"}, status=415)
    typed = _read(request)
    if typed is None:
        return JsonResponse({"error": "not-readable"}, status=422)
    agreed = [one.target for one in form.fields if one.text and typed.get(one.target)]
    try:
        taken = take_entry(form, typed, agreed, visit_of(request), base=absolute("", request).rstrip("/"))
    except (Invalid, Conflict, TooMany, Forbidden) as error:
        return _refuse(error)
    if request.content_type == FORM and JSON not in request.headers.get("Accept", ""):
        return redirect(absolute(thanks_address(form, taken), request))
    return JsonResponse({"taken": True, "confirm": taken.confirm, "repeated": taken.repeated}, status=202)


def _read(request: HttpRequest) -> Mapping[str, str] | None:
    """The answers as texts; None where they cannot be read."""
    if request.content_type == FORM:
        return {name: str(request.POST.get(name, "")) for name in request.POST}
    try:
        body: Any = msgspec.json.decode(request.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not isinstance(body, dict):
        return None
    return {
        str(name): "on" if value is True else "" if value in (None, False) else str(value)
        for name, value in body.items()
        if isinstance(value, str | int | float | bool | None)
    }


def _refuse(error: RapportError) -> HttpResponse:
    status = next(code for kind, code in _STATUS.items() if isinstance(error, kind))
    return JsonResponse(
        {"error": error.code, "message": error.message, "fields": error.fields}, status=status
    )
