"""Calls to make: their list, the sheet of one call, and what came of it."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import Actor, actor_of
from rapport.operational.marketing.contracts.outcomes import CallSheet, OutcomeLine, Told
from rapport.operational.marketing.http.words import CALL_STATES, HEARD, REASONS
from rapport.operational.marketing.operations.calling import get_sheet
from rapport.operational.marketing.operations.outcomes import note_outcomes
from rapport.operational.marketing.queries.outcomes import (
    ORDERS,
    find_next_call,
    list_outcomes,
    load_outcomes,
)
from rapport.operational.marketing.rules.by_hand import ON_CALL
from rapport.ui.api import (
    Action,
    Badge,
    Choice,
    Column,
    Crumb,
    DateTime,
    DayInput,
    Empty,
    Fact,
    Filter,
    Link,
    ListState,
    Number,
    Text,
    Toast,
    Viewer,
    get_viewer,
    go_to,
)
from rapport.ui.api.records import RecordList, narrow_by, show_records

LIST = "/campaigns/calls"


class OutcomeForm(forms.Form):
    """What came of a call."""

    outcome = forms.ChoiceField(label=gettext_lazy("Result"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    day = forms.DateField(
        label=gettext_lazy("Call again on"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Only where the result is to call later. Empty: tomorrow."),
    )
    time = forms.TimeField(
        label=gettext_lazy("Call again at"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one, HEARD[one]) for one in ON_CALL]

    def again_at(self, viewer: Viewer) -> datetime | None:
        """Return when to call again, on the reader's clock."""
        day = self.cleaned_data["day"]
        if day is None or self.cleaned_data["outcome"] != "later":
            return None
        return datetime.combine(day, self.cleaned_data["time"] or time(9), tzinfo=viewer.zone)


@require_GET
def show_calls(request: HttpRequest) -> HttpResponse:
    """The calls one may see: one's own, and those of campaigns within scope."""
    return show_records(request, CALLS)


@require_GET
def next_call(request: HttpRequest) -> HttpResponse:
    """Lead to the next call that is due, or to the list where none is."""
    found = find_next_call(actor_of(request), timezone.now())
    if found is None:
        return go_to(request, LIST, Toast(_("No call is due now")))
    return go_to(request, f"/campaigns/{found[0]}/calls/{found[1]}")


def show_call(request: HttpRequest, campaign_id: UUID, party_id: UUID) -> HttpResponse:
    """One call: who, which number, what to say; POST notes what came of it and leads to the next."""
    actor, viewer = actor_of(request), get_viewer()
    sheet = get_sheet(campaign_id, party_id, timezone.now(), actor=actor)
    form = OutcomeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        told = Told(party_id, given["outcome"], given["note"], again_at=form.again_at(viewer))
        try:
            note_outcomes(campaign_id, [told], actor=actor)
        except RapportError as error:
            form.add_error(None, error.message)
        else:
            return _lead_on(request, actor, sheet.line.id)
    context = {
        "title": sheet.line.party,
        "crumbs": [Crumb(_("Calls"), LIST), Crumb(sheet.line.party)],
        "sheet": sheet,
        "words": [one for one in sheet.script.split("\n") if one.strip()],
        "hindrance": _hindrance(sheet, viewer),
        "facts": _facts(sheet, viewer),
        "form": form,
        "done": sheet.line.state == "done",
    }
    return render(request, "marketing/call.html", context, status=422 if form.errors else 200)


def _lead_on(request: HttpRequest, actor: Actor, done: UUID) -> HttpResponse:
    found = find_next_call(actor, timezone.now(), after=done)
    where = f"/campaigns/{found[0]}/calls/{found[1]}" if found else LIST
    return go_to(request, where, Toast(_("Noted")))


def _hindrance(sheet: CallSheet, viewer: Viewer) -> str:
    if sheet.hindrance == "calling-hours" and sheet.waits_until:
        words = {"moment": viewer.moment(sheet.waits_until)}
        return _("It is not the hour to call there. Call from %(moment)s on.") % words
    if not sheet.hindrance:
        return ""
    return _("Do not call: %(why)s.") % {"why": REASONS.get(sheet.hindrance, sheet.hindrance)}


def _facts(sheet: CallSheet, viewer: Viewer) -> list[Fact]:
    line = sheet.line
    clock = timezone.now().astimezone(ZoneInfo(sheet.zone))
    return [
        Fact(_("Campaign"), line.campaign, href=f"/campaigns/{line.campaign_id}"),
        Fact(_("Goal"), sheet.goal),
        Fact(_("Clock there"), f"{clock:%H:%M}"),
        Fact(_("Tried"), viewer.number(line.tries, 0)),
        Fact(_("Last result"), str(HEARD.get(line.outcome, ""))),
        Fact(_("Last note"), line.note),
        Fact(_("Called by"), line.assignee),
        Fact(_("Call next"), viewer.moment(line.next_at) if line.next_at else ""),
    ]


def _columns(actor: Actor) -> list[Column[OutcomeLine]]:
    moments: dict[str, Any] = {"newest_first": False}
    return [
        Link(
            "party",
            _("Customer"),
            lambda row: row.party,
            href=lambda row: f"/campaigns/{row.campaign_id}/calls/{row.party_id}",
            phone="title",
            width=14,
        ),
        Text("campaign", _("Campaign"), phone="under", width=14),
        Badge("state", _("State"), labels=CALL_STATES, tones={"open": "info", "done": "good"}, width=7),
        Badge("outcome", _("Result"), labels=HEARD, phone="aside", width=10),
        Number("tries", _("Tried"), width=5),
        DateTime(
            "next", _("Call next"), lambda row: row.next_at, sort=True, phone="corner", width=9, **moments
        ),
        Text("assignee", _("Called by"), width=10),
        Text("note", _("Note"), width=14, hidden=True),
    ]


def _filters(actor: Actor) -> list[Filter]:
    states = [Choice(value, str(label)) for value, label in CALL_STATES.items()]
    heard = [Choice(value, str(label)) for value, label in HEARD.items()]
    return [
        Filter("state", _("State"), states, icon="circle-dot"),
        Filter("outcome", _("Result"), heard, icon="message-circle"),
        Filter("whose", _("For whom"), [Choice("mine", _("For me"))], many=False, icon="user"),
    ]


def _narrow(rows: Any, state: ListState, actor: Actor) -> Any:
    rows = narrow_by("state", "outcome")(rows, state, actor)
    if state.keep.get("campaign"):
        rows = _of_campaign(rows, state.keep["campaign"])
    return rows.filter(assignee_id=actor.member_id) if "whose" in state.chosen else rows


def _of_campaign(rows: Any, text: str) -> Any:
    try:
        return rows.filter(campaign_id=UUID(text))
    except ValueError:
        return rows.none()


def _load(ids: Sequence[UUID], actor: Actor) -> list[OutcomeLine]:
    return load_outcomes(ids, actor)


def _actions(actor: Actor) -> list[Action]:
    return [Action(_("Next call"), f"{LIST}/next", icon="phone", main=True, key="n")]


def _empty(actor: Actor) -> Empty:
    return Empty(_("No calls"), _("A campaign by telephone gives its calls to whom it names."), icon="phone")


CALLS: RecordList[OutcomeLine] = RecordList(
    kind="campaign_outcome",
    name="calls",
    path=LIST,
    title=gettext_lazy("Calls"),
    columns=_columns,
    rows=list_outcomes,
    narrow=_narrow,
    orders=ORDERS,
    load=_load,
    default_sort="next",
    filters=_filters,
    actions=_actions,
    keep=("campaign",),
    empty=_empty,
)
"""The list of calls, as every list is told to the house."""
