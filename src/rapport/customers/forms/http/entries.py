"""What came in: the list of entries, one entry, and what differs from what is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.customers.forms import queries
from rapport.customers.forms.http.words import (
    ENTRY_STATES,
    ENTRY_TONES,
    OUTCOME_TONES,
    OUTCOMES,
    name_target,
    write_typed,
)
from rapport.customers.forms.models import FormEntry
from rapport.customers.forms.operations import deciding
from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.identity.api import Actor, actor_of
from rapport.kernel.paging.api import by_id, in_order
from rapport.ui.api import (
    Action,
    Badge,
    Choice,
    Column,
    Crumb,
    DateTime,
    Empty,
    Fact,
    Filter,
    Label,
    Link,
    ListState,
    Text,
    Toast,
    Tone,
    get_viewer,
    go_to,
)
from rapport.ui.api.records import RecordList, show_records

SHOWN = 50


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of the list: who wrote, by which form, and what became of it."""

    id: UUID
    who: str
    form: str
    state: str
    outcome: str
    customer: str
    customer_id: UUID | None
    received_at: datetime

    @property
    def word(self) -> Label:
        """What became of it in a word, or how far it is."""
        return OUTCOMES.get(self.outcome) or ENTRY_STATES[self.state]

    @property
    def tone(self) -> Tone:
        """The colour of that word."""
        return OUTCOME_TONES.get(self.outcome) or ENTRY_TONES[self.state]


def row_of(entry: FormEntry) -> EntryRow:
    """An entry, its form and party loaded, as lists show it."""
    values: Mapping[str, str] = entry.values
    named = " ".join(values[name] for name in ("given_name", "family_name") if name in values)
    who = values.get("name") or named or values.get("company") or values.get("email") or values.get("phone")
    return EntryRow(
        *(entry.id, who or "–", entry.form.name, entry.state, entry.outcome),
        *(entry.party.name if entry.party else "", entry.party_id, entry.received_at),
    )


def show_entries(request: HttpRequest) -> HttpResponse:
    """The entries of the forms the member may see, the newest first."""
    return show_records(request, ENTRIES)


@require_GET
def show_entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One entry: what was typed, what was agreed to, how it came, and what became of it."""
    actor = actor_of(request)
    entry = queries.get_entry(entry_id, actor=actor)
    form = queries.get_form(entry.form_id, actor=actor)
    labels = {one.target: one.label or (one.own.label if one.own else "") for one in form.fields}
    texts = queries.find_texts(entry.agreed)
    again = entry.state == "refused" and actor.may("edit", "form")
    context = {
        "title": row_of(entry).who,
        "crumbs": [
            Crumb(_("Forms"), "/forms"),
            Crumb(form.name, f"/forms/{form.id}"),
            Crumb(row_of(entry).who),
        ],
        "actions": [Action(_("Try again"), f"/forms/entries/{entry_id}/again", icon="refresh-cw", post=True)]
        if again
        else [],
        "entry": entry,
        "word": ENTRY_STATES[entry.state],
        "tone": ENTRY_TONES[entry.state],
        "outcome": OUTCOMES.get(entry.outcome, ""),
        "outcome_tone": OUTCOME_TONES.get(entry.outcome, "plain"),
        "facts": [Fact(name_target(target, labels), text) for target, text in entry.values.items()],
        "texts": [texts[one] for one in entry.agreed if one in texts],
        "came": [
            *(Fact(_("Network address"), entry.address), Fact(_("Page"), entry.page)),
            *(Fact(_("Program"), entry.agent), Fact(_("Language"), entry.locale)),
        ],
    }
    return render(request, "forms/entry.html", context)


@require_POST
def try_again(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Have a refused entry taken in once more."""
    deciding.try_again(entry_id, actor=actor_of(request))
    return go_to(request, f"/forms/entries/{entry_id}", Toast(_("It is tried again")))


@require_GET
def show_differences(request: HttpRequest) -> HttpResponse:
    """What visitors typed otherwise than it is kept: taken over, or left as it was."""
    actor, viewer = actor_of(request), get_viewer()
    rows = queries.list_differences(actor)[: SHOWN + 1]
    lines = [queries.difference_line(row) for row in rows]
    context = {
        "title": _("To decide"),
        "lead": _("Visitors typed this otherwise than you keep it. Nothing was changed; you decide."),
        "crumbs": [Crumb(_("Forms"), "/forms"), Crumb(_("To decide"))],
        "lines": [
            {
                "line": line,
                "label": name_target(line.field, {}),
                "there": write_typed(line.field, line.there, viewer),
                "given": write_typed(line.field, line.given, viewer),
            }
            for line in lines[:SHOWN]
        ],
        "more": len(lines) > SHOWN,
        "may": actor.may("edit", "customer"),
        "empty": Empty(
            _("Nothing to decide"), _("Whatever came in agrees with what you keep."), icon="circle-check"
        ),
    }
    return render(request, "forms/differences.html", context)


@require_POST
def take(request: HttpRequest, difference_id: UUID) -> HttpResponse:
    """Write what the visitor typed."""
    try:
        deciding.take_difference(difference_id, actor=actor_of(request))
    except (Invalid, Conflict) as error:
        return go_to(request, "/forms/differences", Toast(error.message, "bad"))
    return go_to(request, "/forms/differences", Toast(_("Taken over")))


@require_POST
def keep(request: HttpRequest, difference_id: UUID) -> HttpResponse:
    """Leave the customer as it was; the toast asks again."""
    deciding.keep_as_it_was(difference_id, actor=actor_of(request))
    undo = f"/forms/differences/{difference_id}/again"
    return go_to(request, "/forms/differences", Toast(_("Left as it was"), undo=undo))


@require_POST
def ask_again(request: HttpRequest, difference_id: UUID) -> HttpResponse:
    """Put a decision back into the list."""
    deciding.ask_again(difference_id, actor=actor_of(request))
    return go_to(request, "/forms/differences", Toast(_("Taken back"), tone="info"))


def _columns(actor: Actor) -> list[Column[EntryRow]]:
    return [
        Link("who", _("Sent by"), href=lambda row: f"/forms/entries/{row.id}", phone="title", grow=True),
        Text("form", _("Form"), phone="under"),
        Badge("state", _("State"), labels=ENTRY_STATES, tones=ENTRY_TONES, phone="aside"),
        Badge("outcome", _("Outcome"), labels=OUTCOMES, tones=OUTCOME_TONES),
        Text("customer", _("Customer")),
        DateTime(
            "received", _("Received"), lambda row: row.received_at, ago=True, sort=True, newest_first=True
        ),
    ]


def _filters(actor: Actor) -> list[Filter]:
    forms = queries.list_forms(actor).order_by("name", "id").values_list("id", "name")[:200]
    return [
        Filter(
            "form",
            _("Form"),
            [Choice(str(key), name) for key, name in forms],
            many=False,
            icon="clipboard-list",
        ),
        Filter("state", _("State"), [Choice(*pair) for pair in ENTRY_STATES.items()], icon="circle-dot"),
        Filter("outcome", _("Outcome"), [Choice(*pair) for pair in OUTCOMES.items()], icon="git-merge"),
    ]


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    chosen = state.chosen
    if form := chosen.get("form"):
        rows = rows.filter(form_id=UUID(form[0]))
    if states := chosen.get("state"):
        rows = rows.filter(state__in=states)
    return rows.filter(outcome__in=chosen["outcome"]) if "outcome" in chosen else rows


def _load(ids: Sequence[UUID], actor: Actor) -> list[EntryRow]:
    rows = FormEntry.objects.filter(id__in=ids).select_related("form", "party")
    return [row_of(one) for one in in_order(ids, {row.id: row for row in rows})]


ENTRIES: RecordList[EntryRow] = RecordList(
    kind="form",
    name="entries",
    path="/forms/entries",
    title=gettext_lazy("Entries"),
    columns=_columns,
    rows=queries.list_entries,
    narrow=_narrow,
    orders={"received": by_id()},
    load=_load,
    default_sort="-received",
    filters=_filters,
    empty=lambda actor: Empty(_("Nothing came in yet"), _("Entries of your forms stand here."), icon="inbox"),
)
"""The list of entries, as every list is told to the house."""
