"""Exchange rates: by day, newest first; added by hand or brought as CSV."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.desk.administration.http.answers import answer_form, post_column
from rapport.kernel.identity.api import Actor, actor_of
from rapport.kernel.money.api import (
    RateLine,
    known_currencies,
    list_rate_currencies,
    list_rates,
    load_rate_lines,
    read_rates,
    remove_rate,
    set_rates,
)
from rapport.kernel.paging.api import by_column
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.api import (
    Action,
    Choice,
    Column,
    Crumb,
    Day,
    DayInput,
    Empty,
    Filter,
    ListState,
    Muted,
    Number,
    Text,
    Toast,
    go_to,
)
from rapport.ui.api.records import RecordList, show_records

HERE = "/settings/rates"
LARGEST = 1_000_000


@require_GET
def list_all(request: HttpRequest) -> HttpResponse:
    """The rates, the newest day first."""
    records = RATES
    if actor_of(request).may("edit", "settings"):
        remove = post_column("remove", _("Remove"), request, f"{HERE}/{{id}}/remove")
        records = replace(RATES, columns=lambda actor: [*_columns(actor), remove])
    crumbs = [Crumb(_("Settings"), "/settings/"), Crumb(_("Exchange rates"))]
    return show_records(request, records, "administration/list.html", {"crumbs": crumbs})


def _columns(actor: Actor) -> list[Column[RateLine]]:
    own = get_own_tenant(actor.tenant_id).currency
    return [
        Day("day", _("From"), phone="corner", sort=True, newest_first=True),
        Text("currency", _("Currency"), phone="title"),
        Number("rate", _("In %(currency)s") % {"currency": own}, digits=6, phone="under"),
        Muted("source", _("Source"), grow=True),
    ]


def _filters(actor: Actor) -> list[Filter]:
    return [Filter("currency", _("Currency"), [Choice(one, one) for one in list_rate_currencies(actor)])]


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    currencies = state.chosen.get("currency")
    return rows.filter(currency__in=currencies) if currencies else rows


def _load(ids: Sequence[UUID], actor: Actor) -> list[RateLine]:
    return load_rate_lines(ids)


def _empty(actor: Actor) -> Empty:
    own = get_own_tenant(actor.tenant_id).currency
    return Empty(
        _("No rates yet"),
        _("Amounts in other currencies are left out of sums in %(currency)s until there is a rate.")
        % {"currency": own},
        icon="arrow-left-right",
    )


def _actions(actor: Actor) -> list[Action]:
    if not actor.may("edit", "settings"):
        return []
    return [
        Action(_("Bring a CSV"), f"{HERE}/import", icon="upload", dialog=True),
        Action(_("New rate"), f"{HERE}/new", icon="plus", main=True, dialog=True, key="n"),
    ]


RATES: RecordList[RateLine] = RecordList(
    kind="rate",
    name="rates",
    path=HERE,
    title=gettext_lazy("Exchange rates"),
    columns=_columns,
    rows=list_rates,
    narrow=_narrow,
    orders={"day": by_column("day", "day")},
    load=_load,
    default_sort="-day",
    filters=_filters,
    actions=_actions,
    empty=_empty,
)
"""The list of rates, as every list is told to the house."""


class RateForm(forms.Form):
    """One rate."""

    currency = forms.ChoiceField(
        label=gettext_lazy("Currency"), choices=lambda: [(code, code) for code in sorted(known_currencies())]
    )
    day = forms.DateField(label=gettext_lazy("From"), widget=DayInput())
    rate = forms.DecimalField(
        label=gettext_lazy("Rate"),
        max_digits=21,
        decimal_places=12,
        help_text=gettext_lazy("What one unit of it is worth in your own currency, such as 0.92."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=60, required=False)


def create(request: HttpRequest) -> HttpResponse:
    """Set one rate."""
    initial = {"currency": "USD", "day": timezone.localdate()}
    form = RateForm(request.POST if request.method == "POST" else None, initial=initial)
    return answer_form(
        request,
        form,
        _("New rate"),
        lambda values: set_rates(
            [(values["currency"], values["day"], Decimal(values["rate"]))],
            source=values["source"] or _("by hand"),
            actor=actor_of(request),
        ),
        done=HERE,
        toast=_("The rate holds from its day until the next one."),
    )


class FileForm(forms.Form):
    """A file of rates, and where it is from."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV with currency, day (2026-01-31) and rate (0.92) in named columns."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=60, required=False)

    def clean_file(self) -> str:
        """Return the text of the file."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 1 MB."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("This is no text in UTF-8.")) from error


def bring(request: HttpRequest) -> HttpResponse:
    """Take rates from a file: all of them or none."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    return answer_form(
        request,
        form,
        _("Bring exchange rates"),
        lambda values: set_rates(
            read_rates(values["file"]), source=values["source"] or _("file"), actor=actor_of(request)
        ),
        done=HERE,
        toast=_("The rates are kept."),
        submit=_("Take them"),
    )


@require_POST
def remove(request: HttpRequest, rate_id: UUID) -> HttpResponse:
    """Take a rate back."""
    remove_rate(rate_id, actor=actor_of(request))
    return go_to(request, HERE, Toast(_("The rate is gone; the one before it holds on.")))
