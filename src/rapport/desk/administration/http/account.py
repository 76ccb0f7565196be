"""One's own account: name, time zone, language, and the ways to its password and second factor."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import (
    ask_new_address,
    change_person,
    end_other_sessions,
    end_session,
    list_sessions,
    person_of,
)
from rapport.ui.api import Action, Crumb, Toast, go_to, put_errors


class AccountForm(forms.Form):
    """What a person may change about themselves."""

    name = forms.CharField(label=pgettext_lazy("a person", "Name"), max_length=200)
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
            Action(_("E-mail"), "/account/email/", icon="at-sign"),
            Action(_("Devices"), "/account/devices/", icon="monitor-smartphone"),
            Action(_("Password"), "/account/password/", icon="key-round"),
            Action(_("Second factor"), "/account/second-factor/", icon="shield-check"),
        ],
    }
    return render(request, "ui/form_page.html", context, status=422 if form.is_bound else 200)


class AddressForm(forms.Form):
    """The new address, and the password that shows it is the person who asks."""

    email = forms.EmailField(label=gettext_lazy("New address"), max_length=254)
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def change_address(request: HttpRequest) -> HttpResponse:
    """Ask for another address to sign in with; it is confirmed from there."""
    person = person_of(request)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            ask_new_address(person, values["email"], values["password"], request=request)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(
                request, "/account/", Toast(_("Look into your new mailbox and confirm the address."))
            )
    context = {
        "title": _("E-mail"),
        "lead": _("You sign in with %(address)s.") % {"address": person.email},
        "crumbs": [Crumb(_("Your account"), "/account/"), Crumb(_("E-mail"))],
        "form": form,
        "submit": _("Send me the link"),
        "cancel": "/account/",
    }
    return render(request, "ui/form_page.html", context, status=422 if form.is_bound else 200)


@require_GET
def list_devices(request: HttpRequest) -> HttpResponse:
    """Where the person is signed in."""
    context = {
        "title": _("Devices"),
        "lead": _("Where you are signed in. End what you do not know, and change your password."),
        "crumbs": [Crumb(_("Your account"), "/account/"), Crumb(_("Devices"))],
        "sessions": list_sessions(request, person_of(request)),
    }
    return render(request, "administration/devices.html", context)


@require_POST
def end_device(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one session."""
    end_session(session_id, person_of(request))
    return go_to(request, "/account/devices/", Toast(_("Signed out there.")))


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    count = end_other_sessions(request, person_of(request))
    told = ngettext("%(count)s session ended.", "%(count)s sessions ended.", count) % {"count": count}
    return go_to(request, "/account/devices/", Toast(told))
