"""The list of prospects: who is worth a call first."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from rapport.customers.prospects import queries
from rapport.customers.prospects.contracts import ProspectRow
from rapport.customers.prospects.http.words import INTEREST_TONES, LOSSES, STATE_TONES, STATES
from rapport.customers.prospects.models import Prospect
from rapport.customers.prospects.operations.capturing import change_prospect
from rapport.kernel.identity.api import Actor
from rapport.ui.api import (
    Action,
    Ask,
    Badge,
    BulkAction,
    Choice,
    Column,
    DateTime,
    Empty,
    Filter,
    ListState,
    Number,
    Person,
    Text,
    find_url,
)
from rapport.ui.api.records import Board, Calendar, RecordList, show_records

LANES = tuple(Prospect.Interest.choices)[::-1]
"""The hot ones first, those nobody has judged last."""


def show_prospects(request: HttpRequest) -> HttpResponse:
    """The prospects the member may see, the most promising first."""
    return show_records(request, PROSPECTS)


def _columns(actor: Actor) -> list[Column[ProspectRow]]:
    moments: dict[str, Any] = {"ago": True, "newest_first": True}
    return [
        Person(
            "name",
            _("Name"),
            href=lambda row: f"/customers/{row.customer_id}",
            company=lambda row: row.kind != "person",
            phone="title",
            width=13,
        ),
        Text("email", _("Reached by"), phone="under"),
        Number("score", _("Score"), sort=True, newest_first=True, phone="corner", width=4.5),
        Badge(
            "interest", _("Interest"), labels=dict(Prospect.Interest.choices), tones=INTEREST_TONES, width=6
        ),
        Badge("source", _("Source"), labels=dict(Prospect.Source.choices), width=6.5),
        Text("detail", pgettext("a source", "Which one"), width=9),
        Badge("state", _("State"), labels=STATES, tones=STATE_TONES, phone="aside", width=6.5),
        DateTime("captured", _("Came"), lambda row: row.captured_at, sort=True, width=8.5, **moments),
        Text("city", _("City"), hidden=True),
        DateTime("converted", _("Became a customer"), lambda row: row.converted_at, hidden=True, **moments),
        Badge("lost_reason", _("Lost because"), labels=LOSSES, hidden=True),
    ]


def _filters(actor: Actor) -> list[Filter]:
    return [
        Filter("state", _("State"), _choices(Prospect.State.choices), icon="circle-dot"),
        Filter("source", _("Source"), _choices(Prospect.Source.choices), icon="log-in"),
        Filter("interest", _("Interest"), _choices(Prospect.Interest.choices[1:]), icon="flame"),
    ]


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    """The list shows those to be worked on, unless it is asked for others or searched."""
    chosen = dict(state.chosen)
    if "state" not in chosen and not state.search:
        chosen["state"] = ("open",)
    return queries.narrow(rows, actor, text=state.search, **chosen)


def _choices(pairs: Iterable[tuple[str, object]]) -> list[Choice]:
    return [Choice(value, str(label)) for value, label in pairs]


def _bulk(actor: Actor, filters: Sequence[Filter]) -> list[BulkAction]:
    if not actor.may("edit", "prospect"):
        return []
    change = "/lists/prospect/many"
    ask = Ask("reason", _("Lost because"), lambda: _choices(Prospect.Loss.choices))
    return [
        BulkAction(_("Make customers"), f"{change}/convert", icon="user-check", whole=True),
        BulkAction(_("Lost"), f"{change}/lose", icon="user-x", ask=ask, whole=True),
    ]


def _move(prospect_id: UUID, interest: str, actor: Actor) -> str:
    before = queries.get_prospect(prospect_id, actor=actor)
    fresh = change_prospect(prospect_id, {"interest": interest}, actor=actor, version=before.version)
    undo = urlencode({"to": before.interest, "version": str(fresh.version)})
    return f"/prospects/{prospect_id}/interest?{undo}"


def _actions(actor: Actor) -> list[Action]:
    load = find_url("import-new") if actor.may("create", "import") else ""
    return [
        Action(_("By source"), "/prospects/figures", icon="chart-column"),
        *([Action(_("Import a list"), load, icon="upload")] if load else []),
    ]


def _empty(actor: Actor) -> Empty:
    forms = find_url("forms")
    action = Action(_("Make a form"), forms, icon="clipboard-list", main=True) if forms else None
    text = _("They come from forms, imported lists and conversations; any customer's page can mark one.")
    return Empty(_("No prospects here"), text, icon="sprout", action=action)


PROSPECTS: RecordList[ProspectRow] = RecordList(
    kind="prospect",
    name="prospects",
    path="/prospects",
    title=gettext_lazy("Prospects"),
    columns=_columns,
    rows=queries.list_prospects,
    narrow=_narrow,
    orders=queries.ORDERS,
    load=queries.load_rows,
    default_sort="-score",
    filters=_filters,
    search_label=gettext_lazy("Name, e-mail or phone"),
    bulk=_bulk,
    actions=_actions,
    groups=("state", "source", "interest", "captured", "lost_reason", "country", "unit", "owner"),
    places=(("unit",), ("country", "city")),
    board=Board("interest", LANES, _move, lambda actor: actor.may("edit", "prospect")),
    calendar=Calendar(("captured",)),
    empty=_empty,
)
"""The list of prospects, as every list is told to the house."""
