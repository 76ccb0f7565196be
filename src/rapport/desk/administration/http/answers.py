"""How these pages answer: forms in dialogs, refusals beside their fields."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.html import format_html

from rapport.kernel.errors import RapportError
from rapport.ui.api import Column, Custom, Toast, Viewer, go_to, is_part, put_errors

STATUS = {"missing": 404, "forbidden": 403, "conflict": 409}


def answer_form(
    request: HttpRequest,
    form: forms.Form,
    title: str,
    write: Callable[[dict[str, Any]], object],
    *,
    done: str,
    toast: str,
    submit: str = "",
) -> HttpResponse:
    """Show a form in a dialog or page, write what is valid and lead on; refusals go to their fields."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                write(form.cleaned_data)
            except RapportError as error:
                if error.kind == "missing":
                    raise
                status = STATUS.get(error.kind, 422)
                put_errors(form, error)
            else:
                return go_to(request, done, Toast(toast))
    context = {"title": title, "form": form, "url": request.path, "submit": submit, "cancel": done}
    template = "ui/parts/dialog.html" if is_part(request) else "ui/form_page.html"
    # A dialog that was refused is drawn again; what was tried is rolled back by the status.
    return render(request, template, context, status=409 if status == 403 else status)


def post_column(name: str, label: str, request: HttpRequest, address: str) -> Column[Any]:
    """Return a column with one button that posts to an address made of the row's id."""
    token = get_token(request)

    def draw(row: object, _viewer: Viewer) -> str:
        return format_html(
            '<form method="post" action="{}" class="inline"><input type="hidden" name="csrfmiddlewaretoken"'
            ' value="{}"><button class="button small">{}</button></form>',
            address.format(id=getattr(row, "id", "")),
            token,
            label,
        )

    return Custom(name, "", draw=draw, phone="aside")


def draw_opener(address: str, text: str) -> str:
    """Return a link that opens a form in a dialog, or as a page where no script runs."""
    return format_html(
        '<a href="{0}" hx-get="{0}" hx-target="#dialog" hx-swap="innerHTML" hx-push-url="false">'
        "<bdi>{1}</bdi></a>",
        address,
        text,
    )
