"""The language switch: kept in a cookie for strangers, and with the person who signed in."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from rapport.kernel.identity.operations import change_person
from rapport.kernel.identity.standing import find_person_of


@require_POST
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Take one of our languages and lead back."""
    wanted = request.POST.get("language", "")
    person = find_person_of(request)
    if person is not None and wanted in dict(settings.LANGUAGES):
        change_person(person.id, locale=wanted)
    return set_language(request)
