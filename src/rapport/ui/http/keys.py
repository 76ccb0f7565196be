"""The keyboard map, asked for when somebody wants it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.ui.http.replies import is_part


@require_GET
def show_keys(request: HttpRequest) -> HttpResponse:
    """Every key there is: in the dialog of a page, which adds its own, or as a page."""
    template = "ui/keys_dialog.html" if is_part(request) else "ui/keys.html"
    return render(request, template, {"title": _("Keys and help")})
