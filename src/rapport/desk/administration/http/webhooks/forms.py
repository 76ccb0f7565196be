"""Adding and changing who is told, and the secret shown once."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from rapport.desk.administration.http.webhooks.listing import HERE
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import actor_of
from rapport.kernel.subscribers import api
from rapport.ui.api import Crumb, Toast, go_to, put_errors


def _choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The facts by what they are about, each group headed by all of it."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in api.list_names():
        topic = name.split(".", 1)[0]
        groups.setdefault(topic, [(f"{topic}.*", f"{topic}.*")]).append((name, name))
    return list(groups.items())


class WebhookForm(forms.Form):
    """What a subscriber is called, where it is, what it is told."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    url = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
        help_text=gettext_lazy("Of your own program; it answers 2xx within ten seconds."),
    )
    facts = forms.MultipleChoiceField(
        label=gettext_lazy("Is told"),
        choices=_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("order.* is everything about orders, also what is added later."),
    )


@never_cache
def create(request: HttpRequest) -> HttpResponse:
    """Add a subscriber and show its secret, this once."""
    form = WebhookForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {
        "title": _("New webhook"),
        "crumbs": [Crumb(_("Webhooks"), HERE), Crumb(_("New webhook"))],
        "form": form,
        "cancel": HERE,
    }
    if form.is_bound and form.is_valid():
        try:
            info, secret = api.add_subscriber(**form.cleaned_data, actor=actor_of(request))
        except RapportError as error:
            put_errors(form, error)
        else:
            return _show_secret(request, info.id, info.name, secret)
    return render(request, "administration/webhook_form.html", context, status=422 if form.is_bound else 200)


def edit(request: HttpRequest, subscriber_id: UUID) -> HttpResponse:
    """Rename, move, or tell other facts."""
    row = api.get_subscriber(subscriber_id, actor=actor_of(request), verb="edit")
    here = f"{HERE}/{row.id}"
    form = WebhookForm(
        request.POST if request.method == "POST" else None,
        initial={"name": row.name, "url": row.url, "facts": row.facts},
    )
    if form.is_bound and form.is_valid():
        try:
            api.change_subscriber(subscriber_id, **form.cleaned_data, actor=actor_of(request))
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, here, Toast(_("Saved")))
    context = {
        "title": _("Edit"),
        "crumbs": [Crumb(_("Webhooks"), HERE), Crumb(row.name, here), Crumb(_("Edit"))],
        "form": form,
        "cancel": here,
    }
    return render(request, "administration/webhook_form.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_POST
def change_secret(request: HttpRequest, subscriber_id: UUID) -> HttpResponse:
    """Give a new secret and show it, this once; the former one signs too for a day."""
    actor = actor_of(request)
    secret = api.change_secret(subscriber_id, actor=actor)
    row = api.get_subscriber(subscriber_id, actor=actor, verb="edit")
    return _show_secret(request, row.id, row.name, secret, former=True)


@require_POST
def switch(request: HttpRequest, subscriber_id: UUID) -> HttpResponse:
    """Shut it, or open it again."""
    active = request.POST.get("active") == "1"
    api.change_subscriber(subscriber_id, active=active, actor=actor_of(request))
    said = _("It is open; what waited goes out now.") if active else _("It is shut; what waits stays.")
    return go_to(request, f"{HERE}/{subscriber_id}", Toast(said))


@require_POST
def remove(request: HttpRequest, subscriber_id: UUID) -> HttpResponse:
    """Forget a shut one with its log."""
    api.remove_subscriber(subscriber_id, actor=actor_of(request))
    return go_to(request, HERE, Toast(_("The webhook is gone.")))


def _show_secret(
    request: HttpRequest, subscriber_id: UUID, name: str, secret: str, *, former: bool = False
) -> HttpResponse:
    here = f"{HERE}/{subscriber_id}"
    context = {
        "title": _("Signing secret"),
        "crumbs": [Crumb(_("Webhooks"), HERE), Crumb(name, here), Crumb(_("Signing secret"))],
        "name": name,
        "here": here,
        "secret": secret,
        "former": former,
    }
    return render(request, "administration/webhook_secret.html", context)
