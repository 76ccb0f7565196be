"""One's own account: name, time zone, language, and the ways to its password and second factor."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.kernel.identity.api import change_person, person_of
from rapport.ui.api import Action, Toast, go_to


class AccountForm(forms.Form):
    """What a person may change about themselves."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=lambda: [
            (zone, zone) for zone in sorted(available_timezones()) if "/" in zone or zone == "UTC"
        ],
    )
    locale = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)


def show_account(request: HttpRequest) -> HttpResponse:
    """Show and take a person's own settings."""
    person = person_of(request)
    initial = {"name": person.name, "zone": person.zone, "locale": person.locale}
    form = AccountForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_person(person.id, **form.cleaned_data)
        return go_to(request, "/account/", Toast(_("Saved")))
    context = {
        "title": _("Your account"),
        "lead": person.email,
        "form": form,
        "actions": [
            Action(_("Password"), "/account/password/", icon="key-round"),
            Action(_("Second factor"), "/account/second-factor/", icon="shield-check"),
        ],
    }
    return render(request, "ui/form_page.html", context, status=422 if form.is_bound else 200)
