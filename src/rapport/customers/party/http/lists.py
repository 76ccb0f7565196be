"""The list of customers: search, sort, filters, tags, what may be done to many."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.customers.party.contracts import CustomerFilter, CustomerRow
from rapport.customers.party.http.columns import list_columns
from rapport.customers.party.http.custom import OWN
from rapport.customers.party.models import Origin, Party
from rapport.customers.party.operations.change import update_customer
from rapport.customers.party.queries.beside import list_tags
from rapport.customers.party.queries.lists import ORDERS, list_living, load_rows, narrow_and_search
from rapport.customers.party.queries.states import get_customer
from rapport.kernel.filters.api import CUSTOM
from rapport.kernel.identity.api import Actor, list_members, list_units
from rapport.ui.api import (
    Action,
    Ask,
    BulkAction,
    Choice,
    Empty,
    Filter,
    ListState,
    find_url,
)
from rapport.ui.api.records import FILES, Board, Calendar, RecordList, show_records

MOST = 200


def show_customers(request: HttpRequest) -> HttpResponse:
    """The customers the member may see, who bought last first unless sorted otherwise."""
    return show_records(request, CUSTOMERS)


def list_filters(actor: Actor) -> list[Filter]:
    """The properties the list may be narrowed by; one query for the shop's tags."""
    tags = [Choice(tag.name, tag.name) for tag in list_tags()]
    return [
        Filter("stage", _("Stage"), _choices(Party.Stage.choices), many=False, icon="circle-dot"),
        Filter("kind", _("Kind"), _choices(Party.Kind.choices), many=False, icon="user"),
        Filter("tag", _("Tag"), tags, many=False, icon="tag"),
        Filter("origin", _("Origin"), _choices(Origin.choices), many=False, icon="log-in"),
    ]


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    return narrow_and_search(rows, read_filter(state), actor)


def read_filter(state: ListState) -> CustomerFilter:
    """The room's filter from the address."""
    chosen = {name: values[0] for name, values in state.chosen.items()}
    return CustomerFilter(
        text=state.search,
        stage=chosen.get("stage", ""),
        kind=chosen.get("kind", ""),
        tag=chosen.get("tag", ""),
        origin=chosen.get("origin", ""),
    )


def _choices(pairs: Iterable[tuple[str, object]]) -> list[Choice]:
    return [Choice(value, str(label)) for value, label in pairs]


def _bulk(actor: Actor, filters: Sequence[Filter]) -> list[BulkAction]:
    if not actor.may("edit", "customer"):
        return []
    change = "/lists/customer/many"
    actions = []
    if actor.may_write("customer", "tags"):
        tags = next(one.choices for one in filters if one.name == "tag")
        ask = Ask("tag", _("Tag"), lambda: tags, free=True)
        asked = Ask("gone", _("Tag"), lambda: tags)
        actions += [
            BulkAction(_("Add tag"), f"{change}/tag", icon="tag", ask=ask, whole=True),
            BulkAction(_("Remove tag"), f"{change}/untag", icon="tag", ask=asked, whole=True),
        ]
    if actor.may_write("customer", "stage"):
        ask = Ask("stage", _("Stage"), lambda: _choices(Party.Stage.choices))
        actions.append(
            BulkAction(_("Stage"), f"{change}/edit?field=stage", icon="circle-dot", ask=ask, whole=True)
        )
    if actor.may_write("customer", "country"):
        ask = Ask("country", _("Country"), free=True)
        actions.append(
            BulkAction(_("Country"), f"{change}/edit?field=country", icon="globe", ask=ask, whole=True)
        )
    if actor.may_write("customer", "owner_id") and actor.may("view", "member"):
        ask = Ask("owner_id", _("Owner"), lambda: _members(actor))
        actions.append(
            BulkAction(_("Owner"), f"{change}/edit?field=owner_id", icon="user", ask=ask, whole=True)
        )
    if actor.may_write("customer", "unit_id") and list_units(actor).exists():
        ask = Ask("unit", _("Unit"), lambda: _units(actor))
        actions.append(BulkAction(_("Hand over"), f"{change}/move", icon="building-2", ask=ask, whole=True))
    if (merge := find_url("customers_merge")) and actor.may("merge", "customer"):
        actions.append(BulkAction(_("Merge"), merge, icon="merge"))
    return actions


def _members(actor: Actor) -> list[Choice]:
    members = list_members(actor, status=("active",), limit=MOST)
    return [Choice(str(one.id), one.name) for one in members]


def _units(actor: Actor) -> list[Choice]:
    return [Choice(str(unit.id), unit.name) for unit in list_units(actor).order_by("name")[:MOST]]


def _move(party_id: UUID, stage: str, actor: Actor) -> str:
    before = get_customer(party_id, actor=actor)
    fresh = update_customer(party_id, {"stage": stage}, actor=actor, version=before.version)
    undo = urlencode({"to": before.stage, "version": str(fresh.version)})
    return f"/customers/{party_id}/fields/stage/undo?{undo}"


def _put(party_id: UUID, field: str, day: date, actor: Actor) -> str:
    return OWN.put_day(party_id, field.removeprefix(CUSTOM), day, actor)


def _puts(field: str, actor: Actor) -> bool:
    """Days of the business's own fields are changed by hand; the others are read from what happened."""
    code = field.removeprefix(CUSTOM)
    return code != field and actor.may("edit", "customer") and actor.may_write("customer", code)


def _actions(actor: Actor) -> list[Action]:
    return [*_keeping(actor), *_entering(actor)]


def _keeping(actor: Actor) -> list[Action]:
    keep = find_url("segment_new") if actor.may("create", "segment") else ""
    return [Action(_("Keep as a segment"), keep, icon="shapes", narrowed=True)] if keep else []


def _entering(actor: Actor) -> list[Action]:
    if not actor.may("create", "customer"):
        return []
    new = Action(_("New customer"), "/customers/new", icon="plus", main=True, dialog=True, key="n")
    load = find_url("import-new")
    return [*([Action(_("Import"), load, icon="upload")] if load else []), new]


def _empty(actor: Actor) -> Empty:
    actions = _entering(actor)
    return Empty(
        _("No customers yet"),
        _("Import a file of your shop, or enter the first customer by hand."),
        icon="users",
        action=actions[0] if actions else None,
    )


CUSTOMERS: RecordList[CustomerRow] = RecordList(
    kind="customer",
    name="customers",
    path="/customers",
    title=gettext_lazy("Customers"),
    columns=list_columns,
    rows=list_living,
    narrow=_narrow,
    orders=ORDERS,
    load=load_rows,
    default_sort="-last_order",
    filters=list_filters,
    search_label=gettext_lazy("Name, e-mail or phone"),
    fields="customer",
    bulk=_bulk,
    actions=_actions,
    groups=("stage", "kind", "segment", "country", "unit", "owner", "origin", "created"),
    sums=("spent", "orders"),
    places=(("unit",), ("country", "region", "city")),
    board=Board(
        "stage",
        tuple(Party.Stage.choices),
        _move,
        lambda actor: actor.may("edit", "customer") and actor.may_write("customer", "stage"),
    ),
    calendar=Calendar(("last_touch", "last_order", "birth_date"), _put, _puts),
    files=(*FILES, ("vcf", "vCard")),
    empty=_empty,
)
"""The list of customers, as every list is told to the house."""
