"""The system's own letters: kept here where no mail server is set, with what became of the others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from rapport.desk.host.http.shell import draw_tabs
from rapport.kernel.mail.api import list_mail


@never_cache
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The newest letters."""
    labels = {"waiting": _("waiting"), "sent": _("sent"), "failed": _("failed"), "kept": _("kept")}
    context = {
        "title": _("Mailbox"),
        "lead": _("The system's own letters. Once sent they keep no text."),
        "tabs": draw_tabs(request),
        "letters": [(line, labels.get(line.status, line.status)) for line in list_mail()],
    }
    return render(request, "host/mailbox.html", context)
