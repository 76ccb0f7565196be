"""The list of key accounts: who leads each, how it is served, what is urgent."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import lazy
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.customers.accounts import queries
from rapport.customers.accounts.contracts import AccountRow
from rapport.customers.accounts.http.words import LEVEL_TONES, LEVELS, name_level, name_levels
from rapport.customers.accounts.operations.naming import change_account
from rapport.customers.party.api import found_ids
from rapport.customers.party.contracts import CustomerFilter
from rapport.kernel.identity.api import Actor
from rapport.ui.api import (
    Action,
    Badge,
    Choice,
    Column,
    DateTime,
    Empty,
    Filter,
    ListState,
    Money,
    Muted,
    Number,
    Person,
)
from rapport.ui.api.records import Board, RecordList, show_records

LANES = tuple((level, lazy(name_level, str)(level)) for level in LEVELS)
"""The service levels by the names the business gave them."""


def show_accounts(request: HttpRequest) -> HttpResponse:
    """The key accounts the member may see, the newest first."""
    return show_records(request, ACCOUNTS)


def _columns(actor: Actor) -> list[Column[AccountRow]]:
    return [
        Person(
            "name",
            _("Name"),
            href=lambda row: f"/customers/{row.customer_id}",
            company=lambda row: row.kind != "person",
            phone="title",
            width=14,
        ),
        Badge("level", _("Service level"), labels=name_levels(), tones=LEVEL_TONES, phone="aside"),
        Muted("lead", _("Lead"), phone="under", width=9),
        Number("team", _("Team"), width=4),
        Number("needs", _("Urgent needs"), lambda row: row.needs or None, phone="corner", width=6),
        DateTime("next_at", _("Next step"), ago=True),
        Money(
            "spent",
            _("Spent"),
            lambda row: row.spent_minor if row.order_count else None,
            currency=lambda row: row.currency,
            ruled_as="spent_minor",
        ),
        DateTime("since", _("Since"), ago=True, sort=True, newest_first=True),
    ]


def _filters(actor: Actor) -> list[Filter]:
    levels = [Choice(level, str(name)) for level, name in name_levels().items()]
    urgent = [Choice("yes", _("Something is urgent")), Choice("no", _("Nothing is urgent"))]
    return [
        Filter("level", _("Service level"), levels, icon="gem"),
        Filter("urgent", _("Urgent needs"), urgent, many=False, icon="siren"),
    ]


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    if levels := state.chosen.get("level"):
        rows = rows.filter(level__in=levels)
    if urgent := state.chosen.get("urgent"):
        rows = queries.narrow_needs(rows, pending=urgent[0] == "yes")
    if state.search.strip():
        rows = rows.filter(party_id__in=found_ids(actor, CustomerFilter(text=state.search)))
    return rows


def _load(ids: Sequence[UUID], actor: Actor) -> list[AccountRow]:
    return queries.load_rows(ids, actor)


def _move(account_id: UUID, level: str, actor: Actor) -> str:
    before = queries.get_account(account_id, actor=actor)
    fresh = change_account(account_id, {"level": level}, actor=actor, version=before.version)
    undo = urlencode({"to": before.level, "version": str(fresh.version)})
    return f"/accounts/{account_id}/level?{undo}"


def _empty(actor: Actor) -> Empty:
    text = _("Name one on a customer's page: it gets a team, a service level and a clock for what is urgent.")
    return Empty(_("No key accounts yet"), text, icon="gem", action=Action(_("Customers"), "/customers"))


ACCOUNTS: RecordList[AccountRow] = RecordList(
    kind="account",
    name="accounts",
    path="/accounts",
    title=gettext_lazy("Key accounts"),
    columns=_columns,
    rows=queries.list_accounts,
    narrow=_narrow,
    orders=queries.ORDERS,
    load=_load,
    default_sort="-since",
    filters=_filters,
    search_label=gettext_lazy("Name, e-mail or phone"),
    groups=("level", "since", "country", "unit", "owner"),
    sums=("spent",),
    places=(("unit",), ("country", "city")),
    board=Board("level", LANES, _move, lambda actor: actor.may("edit", "account")),
    actions=lambda actor: [Action(_("Urgent needs"), "/needs", icon="siren")],
    empty=_empty,
)
"""The list of key accounts, as every list is told to the house."""
