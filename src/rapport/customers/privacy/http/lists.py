"""The list of requests about data: whose answer is due first."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.customers.party.api import found_ids
from rapport.customers.party.contracts import CustomerFilter
from rapport.customers.privacy import queries
from rapport.customers.privacy.contracts import RequestRow
from rapport.customers.privacy.http.words import CHANNELS, KINDS, STATE_TONES, STATES
from rapport.kernel.identity.api import Actor
from rapport.ui.api import Action, Badge, Choice, Column, Day, Empty, Filter, ListState, Person
from rapport.ui.api.records import RecordList, show_records


def show_requests(request: HttpRequest) -> HttpResponse:
    """The requests the member may see, those due first."""
    return show_records(request, REQUESTS)


def _columns(actor: Actor) -> list[Column[RequestRow]]:
    return [
        Person("customer", _("Customer"), href=lambda row: f"/requests/{row.id}", phone="title", width=13),
        Badge("kind", _("Asks to"), labels=KINDS, phone="under", width=9),
        Badge("state", _("State"), labels=STATES, tones=STATE_TONES, phone="aside", width=8),
        Day("due", _("Answer by"), lambda row: row.due_on, sort=True, phone="corner", width=7),
        Day("received", _("Came"), lambda row: row.received_on, sort=True, width=7),
        Badge("channel", _("Way"), labels=CHANNELS, width=7),
    ]


def _filters(actor: Actor) -> list[Filter]:
    return [
        Filter("state", _("State"), _choices(STATES), icon="circle-dot"),
        Filter("kind", _("Asks to"), _choices(KINDS), icon="shield-user"),
    ]


def _choices(words: Any) -> list[Choice]:
    return [Choice(value, str(word)) for value, word in words.items()]


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    """The list shows what is to be done, unless it is asked for more or searched."""
    states = state.chosen.get("state") or (() if state.search else queries.PENDING)
    if states:
        rows = rows.filter(state__in=states)
    if kinds := state.chosen.get("kind"):
        rows = rows.filter(kind__in=kinds)
    if state.search.strip():
        rows = rows.filter(party_id__in=found_ids(actor, CustomerFilter(text=state.search)))
    return rows


def _empty(actor: Actor) -> Empty:
    text = _("A request is written down on the customer’s page: to see, take along or erase what is kept.")
    return Empty(
        _("Nobody asks about their data"),
        text,
        icon="shield-user",
        action=Action(_("Customers"), "/customers"),
    )


REQUESTS: RecordList[RequestRow] = RecordList(
    kind="request",
    name="requests",
    path="/requests",
    title=gettext_lazy("Requests about data"),
    columns=_columns,
    rows=queries.list_requests,
    narrow=_narrow,
    orders=queries.ORDERS,
    load=queries.load_rows,
    default_sort="due",
    filters=_filters,
    search_label=gettext_lazy("Name, e-mail or phone"),
    empty=_empty,
)
"""The list of requests, as every list is told to the house."""
