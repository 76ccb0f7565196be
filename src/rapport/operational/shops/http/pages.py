"""The pages to connect shops: the address to paste, the secret, and what came in."""

import secrets
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import actor_of, find_actor_of
from rapport.kernel.webhooks.api import digest_again, list_deliveries
from rapport.operational.shops import operations, queries
from rapport.operational.shops.models import ShopConnection
from rapport.ui.api import Action, Crumb, Empty, Toast, go_to, put_errors

STATES = {
    "waiting": (gettext_lazy("Waiting"), "info"),
    "done": (gettext_lazy("Applied"), "good"),
    "refused": (gettext_lazy("Failed"), "bad"),
}
SHOWN = 30


class ConnectForm(forms.Form):
    """A shop to be connected."""

    kind = forms.ChoiceField(label=gettext_lazy("Shop software"), choices=ShopConnection.Kind.choices)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    secret = forms.CharField(
        label=gettext_lazy("Secret"),
        max_length=500,
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "WooCommerce: choose one and enter it there too. Shopify: the client secret it shows you. "
            "It is kept encrypted and never shown again."
        ),
    )
    guests = forms.ChoiceField(
        label=gettext_lazy("Buyers without an account"), choices=ShopConnection.Guests.choices
    )


class ChangeForm(ConnectForm):
    """A connected shop; an empty secret keeps the present one."""

    active = forms.BooleanField(label=gettext_lazy("Listen to this shop"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["kind"]
        self.fields["secret"].required = False
        self.fields["secret"].help_text = _("Left empty, the present one stays.")


def may_connect(request: HttpRequest) -> bool:
    """Tell whether the page belongs into this reader's navigation."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "webhook")


def show_shops(request: HttpRequest) -> HttpResponse:
    """The connected shops."""
    shops = queries.list_connections(actor_of(request)).order_by("name", "id")
    context = {
        "title": _("Shops"),
        "lead": _("Orders and customers come in by themselves, signed by the shop."),
        "shops": list(shops),
        "actions": [Action(_("Connect a shop"), "/settings/shops/new", icon="plug", main=True, key="n")],
        "empty": Empty(
            _("No shop is connected"),
            _("Connect WooCommerce or Shopify, and their orders appear here within seconds."),
            icon="plug",
        ),
    }
    return render(request, "shops/shops.html", context)


def connect_shop(request: HttpRequest) -> HttpResponse:
    """Ask for a shop and connect it."""
    form = ConnectForm(request.POST or None, initial={"name": _("Web shop")})
    if form.is_bound and form.is_valid():
        try:
            shop = operations.connect_shop(**form.cleaned_data, actor=actor_of(request))
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, f"/settings/shops/{shop.id}", Toast(_("Connected")))
    context = {
        "title": _("Connect a shop"),
        "crumbs": [Crumb(_("Shops"), "/settings/shops"), Crumb(_("Connect a shop"))],
        "form": form,
        "submit": _("Connect"),
        "cancel": "/settings/shops",
        "proposal": secrets.token_urlsafe(32),
    }
    return render(request, "shops/connect.html", context, status=422 if form.is_bound else 200)


def show_shop(request: HttpRequest, connection_id: UUID) -> HttpResponse:
    """One shop: its address to paste, its settings, and the newest reports."""
    actor = actor_of(request)
    shop = queries.get_connection(connection_id, actor)
    initial = {"name": shop.name, "guests": shop.guests, "active": shop.endpoint.active}
    form = ChangeForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            operations.change_connection(connection_id, form.cleaned_data, actor=actor)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, f"/settings/shops/{connection_id}", Toast(_("Saved")))
    deliveries = list_deliveries(actor, shop.endpoint_id).order_by("-id")[:SHOWN]
    context = {
        "title": shop.name,
        "crumbs": [Crumb(_("Shops"), "/settings/shops"), Crumb(shop.name)],
        "shop": shop,
        "form": form,
        "address": request.build_absolute_uri(f"/hooks/{shop.endpoint_id}"),
        "may": actor.may("edit", "webhook"),
        "deliveries": [(row, *STATES[row.state]) for row in deliveries],
    }
    return render(request, "shops/shop.html", context, status=422 if form.is_bound else 200)


@require_POST
def repeat_delivery(request: HttpRequest, connection_id: UUID, delivery_id: UUID) -> HttpResponse:
    """Try a report again."""
    queries.get_connection(connection_id, actor_of(request), "edit")
    digest_again(delivery_id, actor=actor_of(request))
    return go_to(request, f"/settings/shops/{connection_id}", Toast(_("It is tried again")))
