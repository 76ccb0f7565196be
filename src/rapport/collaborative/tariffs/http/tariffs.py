"""Tariffs: the list, the form of a new one, its end."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rapport.collaborative.tariffs.http.forms import EndForm, TariffForm
from rapport.collaborative.tariffs.http.words import (
    DIRECTIONS,
    KIND_TONES,
    KINDS,
    TARIFFS,
    VALIDITY,
    VALIDITY_TONES,
)
from rapport.collaborative.tariffs.models import MessageTariff
from rapport.collaborative.tariffs.operations.tariffs import add_tariff, end_tariff, remove_tariff
from rapport.collaborative.tariffs.queries.book import day_of
from rapport.collaborative.tariffs.queries.numbers import get_tariff, list_tariffs
from rapport.kernel.identity.api import actor_of
from rapport.kernel.money.api import write_exact
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.api import (
    Action,
    Badge,
    Column,
    Crumb,
    Day,
    Empty,
    Link,
    Muted,
    ShortList,
    Text,
    Toast,
    answer_form,
    go_to,
    keep_form,
    posted,
    show_short,
)

SHOWN = 500


@require_GET
def show_tariffs(request: HttpRequest) -> HttpResponse:
    """What messages cost, the newest first."""
    actor, today = actor_of(request), day_of(timezone.now())
    columns: list[Column[MessageTariff]] = [
        Link(
            "who",
            _("Applies to"),
            href=lambda one: f"{TARIFFS}/{one.id}",
            value=write_scope,
            width=14,
            grow=True,
            phone="title",
        ),
        Badge("kind", _("Kind"), labels=KINDS, tones=KIND_TONES, phone="aside", width=9),
        Text("direction", _("Direction"), value=lambda one: DIRECTIONS[one.direction]),
        Muted(
            "cost", _("Cost of a part"), value=lambda one: write_exact(one.cost, one.currency), phone="under"
        ),
        Muted("price", _("What a part brings"), value=lambda one: write_exact(one.price, one.currency)),
        Muted("margin", _("Gross margin"), value=lambda one: write_exact(one.price - one.cost, one.currency)),
        Day("valid_from", _("Valid from")),
        Badge(
            *("state", _("Status")),
            value=lambda one: tariff_state(one, today),
            tones=VALIDITY_TONES,
            labels=VALIDITY,
            phone="corner",
        ),
    ]
    actions = [Action(_("New tariff"), f"{TARIFFS}/new", icon="plus", main=True)]
    listing = ShortList(
        name="tariffs",
        title=_("Tariffs"),
        columns=columns,
        rows=list(list_tariffs(actor).order_by("-valid_from", "country", "id")[:SHOWN]),
        actions=actions if actor.may("create", "channel") else [],
        empty=Empty(
            _("No tariff yet"),
            _("Enter what a message costs you and brings you, by number, country and operator."),
            icon="receipt",
        ),
        words=lambda one: f"{write_scope(one)} {' '.join(one.prefixes)}",
    )
    return show_short(request, listing)


@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """Enter what messages cost from a day on."""
    actor = actor_of(request)
    begun = {"valid_from": day_of(timezone.now()), "currency": get_own_tenant(actor.tenant_id).currency}
    form = TariffForm(posted(request), initial=begun).offer(actor)
    if keep_form(form, lambda: add_tariff(form.draft(), actor=actor)):
        return go_to(request, TARIFFS, Toast(_("The tariff is entered; what was reckoned before stays")))
    crumbs = [Crumb(_("Tariffs"), TARIFFS), Crumb(_("New tariff"))]
    return answer_form(request, form, title=_("New tariff"), crumbs=crumbs, cancel=TARIFFS)


@never_cache
def show(request: HttpRequest, tariff_id: UUID) -> HttpResponse:
    """One tariff; ending it, or taking it back."""
    actor, today = actor_of(request), day_of(timezone.now())
    row = get_tariff(tariff_id, actor=actor)
    form = EndForm(posted(request), initial={"ended_on": today})
    if keep_form(form, lambda: end_tariff(tariff_id, form.cleaned_data["ended_on"], actor=actor)):
        return go_to(request, TARIFFS, Toast(_("Saved")))
    title = write_scope(row)
    context = {
        "title": title,
        "crumbs": [Crumb(_("Tariffs"), TARIFFS), Crumb(title)],
        "one": draw_tariffs([row], today)[0],
        "prefixes": " ".join(row.prefixes),
        "form": form,
        "here": f"{TARIFFS}/{tariff_id}",
        "may": actor.may("edit", "channel"),
    }
    return render(request, "tariffs/tariff.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, tariff_id: UUID) -> HttpResponse:
    """Take a tariff back by which nothing was reckoned."""
    remove_tariff(tariff_id, actor=actor_of(request))
    return go_to(request, TARIFFS, Toast(_("The tariff is taken back")))


def write_scope(row: MessageTariff) -> str:
    """Return in a few words what messages a tariff is for."""
    words = [row.channel.upper(), row.number, row.country, row.operator]
    return " · ".join(one for one in words if one) if any(words[1:]) else _("Every message")


def tariff_state(row: MessageTariff, today: date) -> str:
    """Return whether a tariff holds on a day, did or will."""
    if row.valid_from > today:
        return "coming"
    return "ended" if row.ended_on is not None and row.ended_on < today else "valid"


def draw_tariffs(rows: Sequence[MessageTariff], today: date) -> list[dict[str, object]]:
    """Return tariffs as pages show them."""
    return [
        {
            "row": row,
            "scope": write_scope(row),
            "kind": (KINDS[row.kind], KIND_TONES[row.kind]),
            "direction": DIRECTIONS[row.direction],
            "cost": _together(row.cost, row.currency),
            "price": _together(row.price, row.currency),
            "margin": _together(row.price - row.cost, row.currency),
            "state": (VALIDITY[tariff_state(row, today)], VALIDITY_TONES[tariff_state(row, today)]),
            "href": f"{TARIFFS}/{row.id}",
        }
        for row in rows
    ]


def _together(amount: Decimal, currency: str) -> str:
    """An amount that keeps to its currency where a column is narrow."""
    return write_exact(amount, currency).replace(" ", "\u00a0")
