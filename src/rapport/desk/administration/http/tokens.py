"""API tokens: keys of programs, shown once, taken back at once."""

from datetime import datetime, time
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rapport.desk.administration.http.answers import post_column
from rapport.kernel.errors import RapportError
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import TokenLine, actor_of
from rapport.ui.api import (
    Action,
    Badge,
    Column,
    Crumb,
    DateTime,
    DayInput,
    Empty,
    Muted,
    ShortList,
    Tags,
    Text,
    Toast,
    go_to,
    put_errors,
    show_short,
)


@require_GET
def list_all(request: HttpRequest) -> HttpResponse:
    """The tokens of the business; never their secrets."""
    actor = actor_of(request)
    labels = {"live": _("live"), "expired": _("expired"), "revoked": _("revoked")}
    columns: list[Column[TokenLine]] = [
        Text("name", _("Program"), grow=True, phone="title"),
        Muted("prefix", _("Begins with"), phone="under"),
        Text("role", _("Role")),
        Tags("scopes", _("Only")),
        Badge(
            "status", _("Status"), tones={"live": "good", "expired": "warn"}, labels=labels, phone="corner"
        ),
        DateTime("created_at", _("Made")),
        DateTime("expires_at", _("Good until")),
        DateTime("last_used_at", _("Last used")),
        Muted("last_used_from", _("From where")),
    ]
    if actor.may("delete", "token"):
        columns.append(post_column("revoke", _("Revoke"), request, "/settings/tokens/{id}/revoke"))
    actions = []
    if actor.may("create", "token"):
        actions.append(Action(_("New token"), "/settings/tokens/new", icon="plus", main=True, key="n"))
    listing = ShortList(
        name="tokens",
        title=_("API tokens"),
        columns=columns,
        rows=identity.list_tokens(actor),
        actions=actions,
        empty=Empty(
            _("No program has a key yet"), _("A token lets a program use the API."), icon="key-round"
        ),
    )
    return show_short(request, listing)


class TokenForm(forms.Form):
    """What the program is called, what it may, until when."""

    name = forms.CharField(label=gettext_lazy("Program"), max_length=120)
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    scopes = forms.CharField(
        label=gettext_lazy("Only"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Narrow it: view:customer create:order. Empty: all the role may."),
    )
    expires_at = forms.DateField(
        label=gettext_lazy("Good until"),
        required=False,
        widget=DayInput(),
    )


@never_cache
def create(request: HttpRequest) -> HttpResponse:
    """Make a token and show its secret, this once."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    roles = [(role.code, role.name) for role in identity.list_role_names()]
    form.fields["role"] = forms.ChoiceField(label=_("Role"), choices=roles)
    context = {
        "title": _("New token"),
        "crumbs": [Crumb(_("API tokens"), "/settings/tokens"), Crumb(_("New token"))],
        "form": form,
        "cancel": "/settings/tokens",
    }
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["expires_at"]
        until = timezone.make_aware(datetime.combine(day, time.max)) if day else None
        try:
            token, secret = identity.issue_token(
                form.cleaned_data["name"],
                form.cleaned_data["role"],
                actor=actor_of(request),
                scopes=form.cleaned_data["scopes"].replace(",", " ").split(),
                expires_at=until,
            )
        except RapportError as error:
            put_errors(form, error)
        else:
            return render(request, "administration/token.html", {**context, "token": token, "secret": secret})
    return render(request, "ui/form_page.html", context, status=422 if form.is_bound else 200)


@require_POST
def revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Take a token back."""
    identity.revoke_token(token_id, actor=actor_of(request))
    return go_to(request, "/settings/tokens", Toast(_("The token is dead.")))
