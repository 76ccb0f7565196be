"""Founding a business: a stranger confirms an address first, so that nobody learns who is known here."""

from allauth.core import ratelimit
from babel.numbers import list_currencies
from django import forms
from django.conf import settings
from django.contrib.auth import login, password_validation
from django.core import signing
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from rapport.kernel.errors import Missing, RapportError
from rapport.kernel.identity.http import business, refusals
from rapport.kernel.identity.letters import absolute, write_sign_up
from rapport.kernel.identity.models import Person
from rapport.kernel.identity.operations import (
    create_person,
    found_business,
    is_untouched,
    may_sign_up,
    remember_session,
    set_host,
)
from rapport.kernel.identity.queries import list_memberships
from rapport.kernel.identity.standing import find_person_of, person_of
from rapport.kernel.mail.api import send_letter
from rapport.kernel.zones import known_zones

_SALT, _VALID_FOR = "rapport.sign-up", 2 * 3600


class AddressForm(forms.Form):
    """Where the link goes."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)


def _currencies() -> list[tuple[str, str]]:
    return [(code, code) for code in sorted(list_currencies())]


def _zones() -> list[tuple[str, str]]:
    return [(zone, zone) for zone in sorted(known_zones())]


class BusinessForm(forms.Form):
    """What a business is called and what it counts in."""

    business = forms.CharField(label=_("Name of the business"), max_length=200)
    slug = forms.SlugField(
        label=_("Short name"), max_length=60, help_text=_("Letters, digits and hyphens; it stays.")
    )
    country = forms.RegexField(
        r"^[A-Z]{2}$", label=_("Country"), help_text=_("Two letters, such as DE or CN.")
    )
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=lambda: [(code, code) for code in sorted(list_currencies()) if len(code) == 3],
    )
    zone = forms.ChoiceField(
        label=_("Time zone"), choices=lambda: [(zone, zone) for zone in sorted(known_zones())]
    )
    locale = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class FounderForm(BusinessForm):
    """The same with who founds it."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    field_order: tuple[str, ...] = ("name", "password")

    def clean_password(self) -> str:
        """Refuse what is too short or known to everybody."""
        value = str(self.cleaned_data["password"])
        password_validation.validate_password(value)
        return value


class FirstForm(FounderForm):
    """The very first business, where nobody could send a letter yet."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)

    field_order = ("email", "name", "password")


def ask_address(request: HttpRequest) -> HttpResponseBase:
    """Take an address and answer alike, whoever it belongs to."""
    if not may_sign_up():
        raise Http404
    if is_untouched():
        return _found_first(request)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].strip().lower()
        usage = ratelimit.consume(request, action="sign_up", key=email)
        if not usage:
            return refusals.refuse(request, 429, str(_("Too many attempts. Please try again later.")))
        link = reverse("sign_up_confirm", kwargs={"token": signing.dumps(email, salt=_SALT)})
        send_letter(write_sign_up(absolute(link, request)), email, locale=get_language() or "en")
        return render(
            request, "identity/sign_up_sent.html", {"title": _("Look into your mail"), "email": email}
        )
    return _draw(request, form, _("Found a business"), _("Send me the link"))


@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """Where the link leads: known people sign in and go on, new ones say who they are."""
    try:
        email = str(signing.loads(token, salt=_SALT, max_age=_VALID_FOR))
    except signing.BadSignature as error:
        raise Missing("This link is no longer valid.") from error
    if not may_sign_up():
        raise Http404
    if Person.objects.filter(email=email).exists():
        return redirect("business_new")
    form = FounderForm(request.POST or None, initial=_defaults())
    if request.method == "POST" and form.is_valid():
        return _found(request, form, email, host=False)
    return _draw(request, form, _("Found a business"), _("Found it"))


def found_another(request: HttpRequest) -> HttpResponseBase:
    """Let a signed-in person found a business, where that is open to everybody or they are the host."""
    person = person_of(request)
    if not (may_sign_up() or person.is_host):
        raise Http404
    form = BusinessForm(request.POST or None, initial=_defaults())
    if request.method == "POST" and form.is_valid():
        return _found(request, form, person.email, host=False)
    return _draw(request, form, _("Found a business"), _("Found it"))


def _found_first(request: HttpRequest) -> HttpResponseBase:
    form = FirstForm(request.POST or None, initial=_defaults())
    if request.method == "POST" and form.is_valid():
        return _found(request, form, form.cleaned_data["email"].strip().lower(), host=True)
    return _draw(request, form, _("Found your business"), _("Found it"))


def _found(request: HttpRequest, form: forms.Form, email: str, *, host: bool) -> HttpResponseBase:
    values = form.cleaned_data
    person = find_person_of(request)
    try:
        if person is None:
            person = create_person(
                email, values["name"], values["password"], locale=values["locale"], zone=values["zone"]
            )
            login(request, person, settings.AUTHENTICATION_BACKENDS[0])
            remember_session(request)
        tenant = found_business(
            values["business"],
            person,
            slug=values["slug"],
            currency=values["currency"],
            zone=values["zone"],
            locale=values["locale"],
            country=values["country"],
        )
    except RapportError as error:
        form.add_error("slug" if error.code == "slug-taken" else None, error.message)
        return _draw(request, form, _("Found a business"), _("Found it"))
    if host:
        set_host(person.email, host=True)
    mine = next(one for one in list_memberships(person.id) if one.tenant_id == tenant.id)
    business.choose(request, mine)
    return redirect("/")


def _defaults() -> dict[str, str]:
    chinese = (get_language() or "en").startswith("zh")
    return {
        "locale": "zh-hans" if chinese else "en",
        "currency": "CNY" if chinese else "EUR",
        "zone": "Asia/Shanghai" if chinese else "Europe/Berlin",
        "country": "CN" if chinese else "DE",
    }


def _draw(request: HttpRequest, form: forms.Form, title: object, submit: object) -> HttpResponseBase:
    values = {"title": title, "form": form, "submit": submit}
    return render(request, "identity/sign_up.html", values, status=422 if form.is_bound else 200)
