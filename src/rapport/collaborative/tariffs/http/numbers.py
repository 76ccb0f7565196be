"""Service numbers: the list, one of them with what is about it, its form."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from rapport.collaborative.delivery.api import list_accounts
from rapport.collaborative.logic.api import name_services_at
from rapport.collaborative.tariffs.http.forms import NumberForm, number_values
from rapport.collaborative.tariffs.http.tariffs import draw_tariffs
from rapport.collaborative.tariffs.http.words import (
    CAPABILITIES,
    CHARGES,
    NUMBERS,
    VALIDITY,
    VALIDITY_TONES,
)
from rapport.collaborative.tariffs.models import ServiceNumber
from rapport.collaborative.tariffs.operations.numbers import add_number, change_number
from rapport.collaborative.tariffs.queries.book import day_of, is_valid
from rapport.collaborative.tariffs.queries.numbers import get_number, list_numbers, list_tariffs
from rapport.kernel.identity.api import Actor, actor_of, list_member_names
from rapport.ui.api import (
    Action,
    Badge,
    Column,
    Country,
    Crumb,
    Day,
    Empty,
    Fact,
    Link,
    Muted,
    ShortList,
    Toast,
    Viewer,
    answer_form,
    get_viewer,
    go_to,
    keep_form,
    posted,
    show_short,
)

SHOWN = 20


@require_GET
def show_numbers(request: HttpRequest) -> HttpResponse:
    """The numbers of the business."""
    actor, today = actor_of(request), day_of(timezone.now())
    columns: list[Column[ServiceNumber]] = [
        Link("number", _("Number"), href=lambda one: f"{NUMBERS}/{one.id}", grow=True, phone="title"),
        Country("country", _("Country"), phone="under"),
        Muted("operators", _("Operators"), value=lambda one: ", ".join(one.operators)),
        Muted("capabilities", _("What goes over it"), value=_able, width=16),
        Day("valid_until", _("Valid until")),
        Badge(
            *("state", _("Status")),
            value=lambda one: state_of(one, today),
            tones=VALIDITY_TONES,
            labels=VALIDITY,
            phone="corner",
        ),
    ]
    actions = [Action(_("New number"), f"{NUMBERS}/new", icon="plus", main=True)]
    listing = ShortList(
        name="service-numbers",
        title=_("Service numbers"),
        columns=columns,
        rows=list(list_numbers(actor).order_by("country", "number", "id")),
        actions=actions if actor.may("create", "channel") else [],
        empty=Empty(
            _("No number yet"),
            _("Enter the numbers and short codes you rent: where they are, what goes over them, until when."),
            icon="hash",
        ),
    )
    return show_short(request, listing)


@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """Enter a number."""
    actor = actor_of(request)
    form = NumberForm(posted(request), initial={"valid_from": day_of(timezone.now())})
    if row := keep_form(form, lambda: add_number(form.draft(actor.member_id), actor=actor)):
        return go_to(request, f"{NUMBERS}/{row.id}", Toast(_("The number is entered")))
    return _form(request, form, _("New number"), NUMBERS)


@never_cache
def change(request: HttpRequest, number_id: UUID) -> HttpResponse:
    """Change a number."""
    actor = actor_of(request)
    row = get_number(number_id, actor=actor, verb="edit")
    form = NumberForm(posted(request), initial=number_values(row))

    def keep() -> object:
        version = form.cleaned_data["version"]
        return change_number(number_id, form.draft(row.owner_id), version=version, actor=actor)

    if keep_form(form, keep):
        return go_to(request, f"{NUMBERS}/{number_id}", Toast(_("Saved")))
    return _form(request, form, row.number, f"{NUMBERS}/{number_id}")


@require_GET
def show(request: HttpRequest, number_id: UUID) -> HttpResponse:
    """One number: what it is, what is answered there, what messages cost."""
    actor, today = actor_of(request), day_of(timezone.now())
    row = get_number(number_id, actor=actor)
    accounts = list(list_accounts(actor).filter(address=row.number).order_by("channel"))
    services = name_services_at([one.id for one in accounts], actor) if actor.may("view", "logic") else []
    meant = list_tariffs(actor).filter(number__in=("", row.number))
    context = {
        "title": row.number,
        "crumbs": [Crumb(_("Service numbers"), NUMBERS), Crumb(row.number)],
        "state": (VALIDITY[state_of(row, today)], VALIDITY_TONES[state_of(row, today)]),
        "facts": _facts(row, actor, get_viewer()),
        "note": row.note,
        "here": f"{NUMBERS}/{number_id}",
        "accounts": accounts,
        "services": services,
        "tariffs": draw_tariffs(list(meant.order_by("-valid_from", "id")[:SHOWN]), today),
        "charges": f"{CHARGES}?filter=number:is:{row.number.replace('+', '%2B')}",
        "may": actor.may("edit", "channel"),
    }
    return render(request, "tariffs/number.html", context)


def state_of(row: ServiceNumber, today: date) -> str:
    """Return whether a number is valid on a day, was or will be."""
    if is_valid(row, today):
        return "valid"
    return "coming" if row.valid_from > today else "ended"


def _able(row: ServiceNumber) -> str:
    return ", ".join(str(CAPABILITIES[one]) for one in row.capabilities if one in CAPABILITIES)


def _facts(row: ServiceNumber, actor: Actor, viewer: Viewer) -> list[Fact]:
    owner = list_member_names([row.owner_id]).get(row.owner_id, "") if row.owner_id else ""
    until = viewer.day(row.valid_until) if row.valid_until else _("without end")
    return [
        Fact(_("Country"), viewer.country(row.country)),
        Fact(_("Operators"), ", ".join(row.operators) or "–"),
        Fact(_("What goes over it"), _able(row) or "–"),
        Fact(_("Valid from"), viewer.day(row.valid_from)),
        Fact(_("Valid until"), until),
        Fact(_("Looked after by"), owner or "–"),
    ]


def _form(request: HttpRequest, form: NumberForm, title: str, cancel: str) -> HttpResponse:
    crumbs = [Crumb(_("Service numbers"), NUMBERS), Crumb(title)]
    return answer_form(request, form, title=title, crumbs=crumbs, cancel=cancel)
