"""The public door: the hosted page, the framed one, and where confirmation links lead."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rapport.customers.forms.contracts import TRAP, FormLine
from rapport.customers.forms.operations.counting import count
from rapport.customers.forms.operations.drawing import draw_fields
from rapport.customers.forms.operations.embedding import (
    make_token,
    require_time,
    thanks_address,
    visit_of,
    way_of,
)
from rapport.customers.forms.operations.letters import read_confirmation
from rapport.customers.forms.operations.taking import TooMany, confirm_entry, take_entry
from rapport.customers.forms.queries import find_tenant, get_open_form
from rapport.kernel.errors import Conflict, Invalid, Missing
from rapport.kernel.identity.api import absolute
from rapport.kernel.tenancy.api import as_tenant, current_tenant_id, get_own_tenant
from rapport.ui.api import allow_frames

MOST_BYTES = 64 * 1024


@contextmanager
def entering(key: str) -> Iterator[FormLine]:
    """Open the transaction of the business a form belongs to, in the form's language; raises `Missing`."""
    tenant_id = find_tenant(key)
    if tenant_id is None:
        raise Missing("There is no such form.")
    with as_tenant(tenant_id):
        form = get_open_form(key)
        with translation.override(form.locale or translation.get_language()):
            yield form


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_hosted(request: HttpRequest, key: str) -> HttpResponse:
    """The form on a page of its own; a good POST leads to the thanks."""
    return _serve(request, key, "form_hosted")


@csrf_exempt
@never_cache
@xframe_options_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def show_framed(request: HttpRequest, key: str) -> HttpResponse:
    """The form alone, for frames of the business's own sites."""
    return _serve(request, key, "form_framed")


@never_cache
@xframe_options_exempt
@require_http_methods(["GET", "HEAD"])
def show_thanks(request: HttpRequest, key: str) -> HttpResponse:
    """What a visitor reads afterwards: thanks, or that a letter waits to be confirmed."""
    with entering(key) as form:
        confirm = next((one for one in ("1", "sms") if one == request.GET.get("confirm")), "")
        response = render(request, "forms/thanks.html", {**_frame(form), "confirm": confirm})
        return allow_frames(response, form.sites)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once by a button, so that no program that opens links confirms; then say thanks."""
    key, entry_id, channel = read_confirmation(token)
    with entering(key) as form:
        if request.method != "POST":
            return render(request, "forms/confirm.html", _frame(form))
        first = confirm_entry(form, entry_id, channel)
        return render(request, "forms/thanks.html", {**_frame(form), "confirmed": True, "again": not first})


def too_large(request: HttpRequest) -> bool:
    """Tell whether a request brings more than any form holds."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdigit() or int(length) > MOST_BYTES


def _serve(request: HttpRequest, key: str, name: str) -> HttpResponse:
    if too_large(request):
        return HttpResponse(_("This is too much for a form."), status=413, content_type="text/plain")
    with entering(key) as form:
        response = _answer(request, form, name)
        return allow_frames(response, form.sites) if name == "form_framed" else response


def _answer(request: HttpRequest, form: FormLine, name: str) -> HttpResponse:
    if request.method != "POST":
        if form.state == "open" and request.method == "GET":
            count(form.id, "looks", timezone.now())
        return _draw(request, form, name)
    typed = {field: str(request.POST.get(field, "")) for field in request.POST}
    agreed = [one.target for one in form.fields if one.text and typed.get(one.target)]
    try:
        require_time(form, typed.get("token", ""))
        taken = take_entry(form, typed, agreed, visit_of(request), base=absolute("", request).rstrip("/"))
    except Invalid as error:
        message = "" if error.fields else error.message
        given: dict[str, Any] = {"typed": typed, "agreed": agreed, "errors": error.fields}
        return _draw(request, form, name, message=message, status=422, **given)
    except (Conflict, TooMany) as error:
        status = 429 if isinstance(error, TooMany) else 409
        return _draw(request, form, name, typed=typed, agreed=agreed, message=error.message, status=status)
    return redirect(thanks_address(form, taken))


def _draw(
    request: HttpRequest,
    form: FormLine,
    name: str,
    *,
    typed: Mapping[str, str] | None = None,
    agreed: Collection[str] = (),
    errors: Mapping[str, str] | None = None,
    message: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        **_frame(form),
        "fields": draw_fields(form, typed, agreed, errors),
        "trap": TRAP,
        "token": make_token(form),
        "action": reverse(name, args=[form.key]) + ("?way=qr" if way_of(request) == "qr" else ""),
        "message": message or (_("Please look at the marked fields.") if errors else ""),
        "framed": name == "form_framed",
    }
    return render(request, "forms/hosted.html", context, status=status)


def _frame(form: FormLine) -> dict[str, Any]:
    business = get_own_tenant(current_tenant_id()).name
    return {"form": form, "title": form.title, "business": business}
