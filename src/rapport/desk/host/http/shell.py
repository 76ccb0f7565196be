"""Who sees the console, and its tabs."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from rapport.kernel.identity.api import find_person_of
from rapport.ui.api import Tab


def is_host(request: HttpRequest) -> bool:
    """Return whether the reader looks after the installation."""
    person = find_person_of(request)
    return person is not None and person.is_host


def draw_tabs(request: HttpRequest) -> list[Tab]:
    """Return the console's tabs."""
    every = {
        "/host/": _("Businesses"),
        "/host/plans": _("Plans"),
        "/host/health": _("Health"),
        "/host/mailbox": _("Mailbox"),
    }
    return [Tab(label, href, current=request.path == href) for href, label in every.items()]
