"""What views add to their answers: toasts, events for the page, redirects that work for htmx too."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import actor_of
from rapport.ui.contracts.columns import Label
from rapport.ui.contracts.parts import Crumb, Fact, Toast
from rapport.ui.rules.qr import draw_qr

Response = TypeVar("Response", bound=HttpResponse)
Kept = TypeVar("Kept")


def answer_fact(request: HttpRequest, fact: Fact, toast: Toast | None = None) -> HttpResponse:
    """Answer a fact's editor with the fact as it now is."""
    response = render(request, "ui/parts/fact.html", {"fact": fact})
    return with_toast(response, toast) if toast else response


def answer_fact_editor(request: HttpRequest, fact: Fact, form: BaseForm, field: str) -> HttpResponse:
    """Answer a click on a fact with its field; 422 after a refused value keeps it open."""
    context = {"fact": fact, "form": form, "field": form[field]}
    return render(request, "ui/parts/fact_edit.html", context, status=422 if form.errors else 200)


def answer_dialog(
    request: HttpRequest, title: Label, form: BaseForm, url: str, submit: Label = ""
) -> HttpResponse:
    """Answer with a form in a dialog; after a good POST answer with `close_dialog`."""
    context = {"title": title, "form": form, "url": url, "submit": submit}
    return render(request, "ui/parts/dialog.html", context, status=422 if form.errors else 200)


def answer_form(
    request: HttpRequest, form: BaseForm, *, title: Label, crumbs: Sequence[Crumb], cancel: str
) -> HttpResponse:
    """Answer with a form as a page; 422 after a refused value. `cancel` is where its reader came from."""
    context = {"title": title, "crumbs": crumbs, "form": form, "cancel": cancel}
    return render(request, "ui/form_page.html", context, status=422 if form.errors else 200)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was typed into the form of a page, None where it is only looked at."""
    return request.POST if request.method == "POST" else None


def keep_form(
    form: BaseForm, keep: Callable[[], Kept], rename: Mapping[str, str] | None = None
) -> Kept | None:
    """Return what `keep` made of a form that was filled in well.

    None where nothing was typed, or something is refused, which the form then says (`put_errors`).
    """
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        return keep()
    except RapportError as error:
        put_errors(form, error, rename)
        return None


def answer_qr(content: str, name: str) -> HttpResponse:
    """Answer with a QR code as a picture to show or to keep (`name` without its ending)."""
    headers = {"Content-Disposition": f'inline; filename="{name}.svg"'}
    return HttpResponse(draw_qr(content), content_type="image/svg+xml", headers=headers)


def pressing(do: Callable[..., object], page: str, said: Label) -> Callable[..., HttpResponse]:
    """Make the view of a button that does one thing to the record its address names, and says so.

    `page` is the record's page with `{}` for its id.
    """

    @require_POST
    def press(request: HttpRequest, **named: UUID) -> HttpResponse:
        (record_id,) = named.values()
        do(record_id, actor=actor_of(request))
        return go_to(request, page.format(record_id), Toast(str(said)))

    return press


def close_dialog(toast: Toast | None = None) -> HttpResponse:
    """Close the dialog whose form was accepted."""
    response = with_event(HttpResponse(status=204), "close-dialog")
    return with_toast(response, toast) if toast else response


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


def refresh(request: HttpRequest, toast: Toast | None = None) -> HttpResponse:
    """Load the page anew after something changed in many places of it; a toast survives."""
    if toast is not None:
        flash(request, toast)
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


def put_errors(form: BaseForm, error: RapportError, rename: Mapping[str, str] | None = None) -> None:
    """Show an expected refusal in a form: at its fields where it names them, else above them.

    `rename` maps the refusal's field names (or their beginnings) to the form's.
    """
    if not error.fields:
        form.add_error(None, error.message)
    for name, reason in error.fields.items():
        wanted = (rename or {}).get(name, name)
        form.add_error(wanted if wanted in form.fields else None, reason)


def flash(request: HttpRequest, toast: Toast) -> None:
    """Keep a toast for the next page."""
    extra = json.dumps({"tone": toast.tone, "undo": toast.undo, "href": toast.href})
    messages.add_message(request, messages.INFO, str(toast.text), extra_tags=extra)
