"""Marking, changing, converting and losing a prospect from a page; figures by source."""

from datetime import timedelta
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.customers.party.api import get_customer
from rapport.customers.prospects import queries
from rapport.customers.prospects.contracts import ProspectDraft, SourceFigure
from rapport.customers.prospects.http.words import SOURCES
from rapport.customers.prospects.models import Prospect
from rapport.customers.prospects.operations import becoming, capturing
from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import (
    Chart,
    Crumb,
    Option,
    Stat,
    Toast,
    answer_dialog,
    bar_spec,
    close_dialog,
    get_viewer,
    go_to,
    put_errors,
    with_event,
)

PERIODS = {"30": gettext_lazy("30 days"), "90": gettext_lazy("90 days"), "365": gettext_lazy("A year")}
USUAL = "90"
CHARTED = 8


class ProspectForm(forms.Form):
    """Where a prospect comes from, and how warm it is."""

    source = forms.ChoiceField(label=gettext_lazy("Source"), choices=Prospect.Source.choices)
    detail = forms.CharField(
        label=pgettext_lazy("a source", "Which one"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("The fair, the list, the form, who recommended you."),
    )
    interest = forms.ChoiceField(
        label=gettext_lazy("Interest"), choices=Prospect.Interest.choices, required=False
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class LossForm(forms.Form):
    """Why a prospect is given up."""

    reason = forms.ChoiceField(label=gettext_lazy("Lost because"), choices=Prospect.Loss.choices)
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


def mark(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The dialog that marks a customer's record as a prospect."""
    get_customer(party_id, actor=actor_of(request))
    form = ProspectForm(request.POST or None, initial={"source": "entered"})
    if form.is_bound and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("source", "detail", "interest")}
        try:
            capturing.capture_by_hand(party_id, ProspectDraft(party_id, **values), actor=actor_of(request))
        except (Invalid, Conflict) as error:
            put_errors(form, error)
        else:
            return _done(request, _("Marked as a prospect"))
    return answer_dialog(request, _("Mark as prospect"), form, request.path)


def change(request: HttpRequest, prospect_id: UUID) -> HttpResponse:
    """The dialog that changes source and interest."""
    actor = actor_of(request)
    line = queries.get_prospect(prospect_id, actor=actor)
    initial = {name: getattr(line, name) for name in ("source", "detail", "interest", "version")}
    form = ProspectForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        try:
            capturing.change_prospect(prospect_id, values, actor=actor, version=version)
        except (Invalid, Conflict) as error:
            put_errors(form, error)
        else:
            return _done(request, _("Saved"))
    return answer_dialog(request, _("Prospect"), form, request.path)


@require_POST
def put_back(request: HttpRequest, prospect_id: UUID) -> HttpResponse:
    """Give a prospect the interest it had, unless somebody changed it since."""
    version = request.GET.get("version", "")
    capturing.change_prospect(
        prospect_id,
        {"interest": request.GET.get("to", "")},
        actor=actor_of(request),
        version=int(version) if version.isdecimal() and len(version) < 10 else 0,
    )
    return go_to(request, "/prospects?face=board", Toast(_("Taken back"), tone="info"))


@require_POST
def convert(request: HttpRequest, prospect_id: UUID) -> HttpResponse:
    """Make a customer of a prospect; the toast takes it back."""
    actor = actor_of(request)
    line = queries.get_prospect(prospect_id, actor=actor)
    becoming.convert_prospects([line.customer_id], how="hand", actor=actor)
    undo = f"/prospects/{prospect_id}/reopen"
    return go_to(request, f"/customers/{line.customer_id}", Toast(_("Now a customer"), undo=undo))


def lose(request: HttpRequest, prospect_id: UUID) -> HttpResponse:
    """The dialog that gives a prospect up."""
    actor = actor_of(request)
    line = queries.get_prospect(prospect_id, actor=actor)
    form = LossForm(request.POST or None)
    if form.is_bound and form.is_valid():
        becoming.lose_prospects([line.customer_id], actor=actor, **form.cleaned_data)
        return _done(request, _("Given up"), undo=f"/prospects/{prospect_id}/reopen")
    return answer_dialog(request, _("Why was it lost?"), form, request.path)


@require_POST
def reopen(request: HttpRequest, prospect_id: UUID) -> HttpResponse:
    """Work on a prospect again."""
    line = becoming.reopen_prospect(prospect_id, actor=actor_of(request))
    return go_to(request, f"/customers/{line.customer_id}", Toast(_("Open again"), tone="info"))


@require_GET
def show_figures(request: HttpRequest) -> HttpResponse:
    """What each source brought in a time, and how much of it became customers."""
    actor, viewer = actor_of(request), get_viewer()
    days = request.GET.get("days", USUAL)
    days = days if days in PERIODS else USUAL
    until = timezone.now()
    since = until - timedelta(days=int(days))
    figures = queries.get_figures(actor, since=since, until=until)
    came, won = sum(one.captured for one in figures), sum(one.converted for one in figures)
    turned = queries.count_converted(actor, since=since, until=until)
    stats = [
        Stat(_("Came"), viewer.number(came, 0), icon="sprout"),
        Stat(_("Of these customers"), viewer.number(won, 0), icon="user-check"),
        Stat(_("Conversion"), viewer.share(won / came) if came else "–", icon="percent"),
        Stat(_("Became customers in this time"), viewer.number(turned, 0), icon="calendar-check"),
    ]
    context = {
        "title": _("Prospects by source"),
        "crumbs": [Crumb(_("Prospects"), "/prospects"), Crumb(_("By source"))],
        "stats": stats,
        "periods": [Option(word, f"?days={name}", name == days) for name, word in PERIODS.items()],
        "figures": [(one, name_source(one)) for one in figures],
        "chart": _chart(figures) if figures else None,
    }
    return render(request, "prospects/figures.html", context)


def name_source(figure: SourceFigure) -> str:
    """A source as people call it: by which way, and which one of it."""
    way = str(SOURCES.get(figure.source, figure.source))
    return f"{way}: {figure.detail}" if figure.detail else way


def _chart(figures: list[SourceFigure]) -> Chart:
    rows = [{"source": name_source(one), "prospects": one.captured} for one in figures[:CHARTED]]
    titles = {"source": _("Source"), "prospects": _("Prospects")}
    return Chart(
        id="prospects-by-source",
        title=_("Prospects by source"),
        spec=bar_spec(rows, x="source", y="prospects", titles=titles, lying=True),
        description=_("How many prospects each source brought in this time."),
        heads=(_("Source"), _("Prospects")),
        table=[(one["source"], one["prospects"]) for one in rows],
    )


def _done(request: HttpRequest, text: str, undo: str = "") -> HttpResponse:
    return with_event(close_dialog(Toast(text, undo=undo)), "prospect-changed")
