"""Where the link of an invitation leads: what it says, and joining."""

from django import forms
from django.conf import settings
from django.contrib.auth import login, password_validation
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rapport.kernel.errors import Conflict
from rapport.kernel.identity.contracts import MembershipSummary, OpenInvite
from rapport.kernel.identity.http import business
from rapport.kernel.identity.models import Person
from rapport.kernel.identity.operations import accept_invite, read_invite, remember_session
from rapport.kernel.identity.queries import list_memberships
from rapport.kernel.identity.standing import find_person_of


class JoinForm(forms.Form):
    """Who a new person is; their address is the invitation's."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. A sentence is easier to keep in mind than a riddle."),
    )

    def clean_password(self) -> str:
        """Refuse what is too short or known to everybody."""
        value = str(self.cleaned_data["password"])
        password_validation.validate_password(value, Person(name=self.cleaned_data.get("name", "")))
        return value


@never_cache
@require_http_methods(["GET", "POST"])
def show_invitation(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Show who invites, and let the person in: signed in already, or new."""
    invite = read_invite(secret)
    person = find_person_of(request)
    form = JoinForm(request.POST or None, initial={"name": invite.name})
    if request.method == "POST" and (person is not None or form.is_valid()):
        values = {} if person else {"name": form["name"].data, "password": form["password"].data}
        try:
            _member, joined = accept_invite(
                secret, person=person, locale=get_language() or settings.LANGUAGE_CODE, **values
            )
        except Conflict:
            return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
        if person is None:
            login(request, joined, settings.AUTHENTICATION_BACKENDS[0])
            remember_session(request)
        business.choose(request, _membership(joined, invite))
        return redirect("/")
    values = {"invite": invite, "form": form, "person": person, "title": _("Invitation")}
    return render(request, "identity/invitation.html", values, status=422 if form.is_bound else 200)


def _membership(person: Person, invite: OpenInvite) -> MembershipSummary:
    return next(one for one in list_memberships(person.id) if one.tenant_id == invite.tenant_id)
