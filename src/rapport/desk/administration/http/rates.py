"""Exchange rates: by day, newest first; added by hand or brought as CSV."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.desk.administration.http.answers import answer_form, post_column
from rapport.kernel.identity.api import actor_of, tenant_of
from rapport.kernel.money.api import (
    RateLine,
    known_currencies,
    list_rate_currencies,
    list_rate_lines,
    read_rates,
    remove_rate,
    set_rates,
)
from rapport.ui.api import (
    Action,
    Choice,
    Column,
    Crumb,
    Day,
    Empty,
    Filter,
    Listing,
    Muted,
    Number,
    Text,
    Toast,
    answer_list,
    go_to,
    read_list_state,
)

PAGE = 50
HERE = "/settings/rates"
LARGEST = 1_000_000


@require_GET
def list_all(request: HttpRequest) -> HttpResponse:
    """The rates, the newest day first."""
    actor, own = actor_of(request), tenant_of(request).currency
    may_edit = actor.may("edit", "settings")
    columns: list[Column[RateLine]] = [
        Day("day", _("From"), phone="corner"),
        Text("currency", _("Currency"), phone="title"),
        Number("rate", _("In %(currency)s") % {"currency": own}, digits=6, phone="under"),
        Muted("source", _("Source"), grow=True),
    ]
    if may_edit:
        columns.append(post_column("remove", _("Remove"), request, f"{HERE}/{{id}}/remove"))
    filters = [Filter("currency", _("Currency"), [Choice(one, one) for one in list_rate_currencies(actor)])]
    state = read_list_state(request, columns=columns, filters=filters)
    rows = list_rate_lines(
        actor, currencies=state.chosen.get("currency", ()), after=_read_place(state.after), limit=PAGE + 1
    )
    more = f"{rows[PAGE - 1].day.isoformat()}~{rows[PAGE - 1].currency}" if len(rows) > PAGE else None
    listing = Listing(
        "rates",
        _("Exchange rates"),
        columns,
        rows[:PAGE],
        state,
        next_cursor=more,
        filters=filters,
        actions=_actions() if may_edit else [],
        empty=Empty(
            _("No rates yet"),
            _("Amounts in other currencies are left out of sums in %(currency)s until there is a rate.")
            % {"currency": own},
            icon="arrow-left-right",
        ),
    )
    crumbs = [Crumb(_("Settings"), "/settings/"), Crumb(_("Exchange rates"))]
    return answer_list(request, listing, "administration/list.html", {"crumbs": crumbs})


def _actions() -> list[Action]:
    return [
        Action(_("Bring a CSV"), f"{HERE}/import", icon="upload", dialog=True),
        Action(_("New rate"), f"{HERE}/new", icon="plus", main=True, dialog=True, key="n"),
    ]


class RateForm(forms.Form):
    """One rate."""

    currency = forms.ChoiceField(
        label=gettext_lazy("Currency"), choices=lambda: [(code, code) for code in sorted(known_currencies())]
    )
    day = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"}))
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


def _read_place(text: str) -> tuple[date, str] | None:
    day, _tilde, currency = text.partition("~")
    try:
        return (date.fromisoformat(day), currency) if currency else None
    except ValueError:
        return None
