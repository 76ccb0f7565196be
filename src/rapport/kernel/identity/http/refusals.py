"""What a page answers when it may not do what was asked."""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rapport.kernel.errors import RapportError

STATUS = {"missing": 404, "forbidden": 403, "conflict": 409, "invalid": 422, "upstream": 502}


def answer(request: HttpRequest, error: RapportError) -> HttpResponse:
    """Turn an expected refusal into its status; the same page for what is missing and what is not yours."""
    return refuse(request, STATUS.get(error.kind, 422), error.message, fields=error.fields)


def refuse(
    request: HttpRequest, status: int, message: str, *, fields: dict[str, str] | None = None
) -> HttpResponse:
    """Answer with a sentence, in the form the asker reads: JSON, a part of a page, or a page."""
    if _wants_json(request):
        return JsonResponse({"message": message, "fields": fields or {}}, status=status)
    if _is_part(request):
        return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
    values = {"title": _title(status), "message": message, "fields": fields or {}}
    return render(request, "identity/refused.html", values, status=status)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead a stranger to the sign-in page, and back afterwards; a part of a page gets 401."""
    if _is_part(request) or _wants_json(request):
        return refuse(request, 401, _("You are signed out. Please sign in again."))
    onward = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    return redirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: onward})}")


def lead_to(request: HttpRequest, address: str) -> HttpResponse:
    """Lead to another page of ours, from a page or from a part of one."""
    if _is_part(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _is_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _title(status: int) -> str:
    titles = {
        403: _("You may not do this"),
        404: _("There is no such page"),
        409: _("This has changed meanwhile"),
        422: _("Something needs mending"),
        502: _("Another system did not answer"),
    }
    return titles.get(status, _("That was not possible"))
