"""The list of customers: search, sort, filters, tags, what may be done to many."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rapport.customers.party.contracts import CustomerFilter, CustomerRow
from rapport.customers.party.http.words import STAGES, TONES
from rapport.customers.party.models import Origin, Party
from rapport.customers.party.queries.beside import list_tags
from rapport.customers.party.queries.lists import count_customers, list_customers
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api import (
    Action,
    Ask,
    Badge,
    BulkAction,
    Choice,
    Column,
    DateTime,
    Day,
    Empty,
    Filter,
    Listing,
    ListState,
    Money,
    Number,
    Person,
    Tags,
    Text,
    Total,
    answer_list,
    find_url,
    read_list_state,
)

PAGE = 50
COUNTED = 10_000


def show_customers(request: HttpRequest) -> HttpResponse:
    """The customers the member may see, who bought last first unless sorted otherwise."""
    actor = actor_of(request)
    columns, filters = list_columns(), list_filters()
    state = read_list_state(request, columns=columns, filters=filters, default_sort="-last_order")
    wanted = read_filter(state)
    sort = f"-{state.sort}" if state.descending else state.sort
    page = list_customers(actor, filter=wanted, sort=sort, cursor=state.after, limit=PAGE)
    listing = Listing(
        name="customers",
        title=_("Customers"),
        columns=columns,
        rows=page.rows,
        state=state,
        next_cursor=page.next_cursor,
        total=None if state.after else _count(actor, wanted),
        filters=filters,
        searchable=True,
        search_label=_("Name, e-mail or phone"),
        bulk=_bulk(actor, filters),
        actions=_actions(actor),
        more=_exports(actor),
        empty=_empty(actor),
    )
    return answer_list(request, listing)


def list_columns() -> list[Column[CustomerRow]]:
    """The columns of the list."""
    return [
        Person(
            "name",
            _("Name"),
            href=lambda row: f"/customers/{row.id}",
            company=lambda row: row.kind != "person",
            sort=True,
            phone="title",
        ),
        Text("email", _("E-mail"), lambda row: row.email or row.phone, phone="under"),
        Badge("stage", _("Stage"), labels=STAGES, tones=TONES, phone="aside"),
        Tags("tags", _("Tags")),
        Text("place", _("Place"), lambda row: ", ".join(part for part in (row.city, row.country) if part)),
        Number("orders", _("Orders"), lambda row: row.order_count or None),
        Money(
            "spent",
            _("Spent"),
            lambda row: row.spent_minor if row.order_count else None,
            currency=lambda row: row.currency,
            sort=True,
            newest_first=True,
            phone="corner",
        ),
        DateTime(
            "last_order",
            _("Last order"),
            lambda row: row.last_order_at,
            ago=True,
            sort=True,
            newest_first=True,
        ),
        Day("created", _("Entered"), lambda row: row.created_at.date(), sort=True, newest_first=True),
    ]


def list_filters() -> list[Filter]:
    """The properties the list may be narrowed by; one query for the shop's tags."""
    tags = [Choice(tag.name, tag.name) for tag in list_tags()]
    return [
        Filter("stage", _("Stage"), _choices(Party.Stage.choices), many=False, icon="circle-dot"),
        Filter("kind", _("Kind"), _choices(Party.Kind.choices), many=False, icon="user"),
        Filter("tag", _("Tag"), tags, many=False, icon="tag"),
        Filter("origin", _("Origin"), _choices(Origin.choices), many=False, icon="log-in"),
    ]


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


def _count(actor: Actor, wanted: CustomerFilter) -> Total:
    counted = count_customers(actor, filter=wanted, most=COUNTED)
    return Total(min(counted, COUNTED), at_least=counted > COUNTED)


def _bulk(actor: Actor, filters: list[Filter]) -> list[BulkAction]:
    actions = []
    if actor.may("edit", "customer") and actor.may_write("customer", "tags"):
        tags = filters[2].choices
        actions += [
            BulkAction(_("Add tag"), "/customers/tag", icon="tag", ask=Ask("tag", _("Tag"), tags, free=True)),
            BulkAction(_("Remove tag"), "/customers/untag", icon="tag", ask=Ask("gone", _("Tag"), tags)),
        ]
    return actions


def _actions(actor: Actor) -> list[Action]:
    if not actor.may("create", "customer"):
        return []
    new = Action(_("New customer"), "/customers/new", icon="plus", main=True, dialog=True, key="n")
    load = find_url("import-new")
    return [*([Action(_("Import"), load, icon="upload")] if load else []), new]


def _exports(actor: Actor) -> list[Action]:
    if not find_url("imports") or not actor.may("export", "customer"):
        return []
    forms = (("csv", "CSV"), ("xlsx", "Excel"), ("vcf", "vCard"), ("jsonl", "JSON lines"))
    return [
        Action(_("Export as %(form)s") % {"form": name}, f"/exports/customers.{suffix}", icon="download")
        for suffix, name in forms
    ]


def _empty(actor: Actor) -> Empty:
    actions = _actions(actor)
    return Empty(
        _("No customers yet"),
        _("Import a file of your shop, or enter the first customer by hand."),
        icon="users",
        action=actions[0] if actions else None,
    )
