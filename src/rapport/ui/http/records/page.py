"""The page of a list of records: from the address to rows, in a bounded number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.kernel.errors import Invalid
from rapport.kernel.fields.api import FieldData, FieldInfo, list_fields, order_by_field, read_values
from rapport.kernel.filters import api as filters
from rapport.kernel.identity.api import Actor, actor_of
from rapport.kernel.paging.api import Counted, Order, Walk, count, count_all, walk
from rapport.ui.contracts.columns import Column
from rapport.ui.contracts.listing import Filter, Listing, ListState, Sieve, Total
from rapport.ui.contracts.records import RecordList
from rapport.ui.http.lists import answer_list, read_list_state
from rapport.ui.http.records.customs import PREFIX, field_columns, name_of
from rapport.ui.http.replies import is_part

PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked of a list, checked: columns and filters they may use, the state, the rows."""

    records: RecordList[Any]
    actor: Actor
    columns: Sequence[Column[Any]]
    filters: Sequence[Filter]
    fields: Sequence[FieldInfo]
    values: dict[UUID, dict[str, FieldData]]
    state: ListState

    @property
    def rows(self) -> QuerySet[Any]:
        """The records that match, within the actor's scope."""
        rows = self.records.narrow(self.records.rows(self.actor), self.state, self.actor)
        if not self.state.where:
            return rows
        return filters.narrow(rows, filters.parse(self.state.where), self.records.kind, actor=self.actor)

    @property
    def order(self) -> Order:
        """The order the state names."""
        if self.state.sort.startswith(PREFIX):
            return next(order_by_field(one) for one in self.fields if name_of(one) == self.state.sort)
        return self.records.orders[self.state.sort]


def show_records(request: HttpRequest, records: RecordList[Any]) -> HttpResponse:
    """A list of records: the whole page, the list alone, its next rows, or its exact count."""
    asked = read_asked(request, records)
    if "exact" in request.GET and is_part(request):
        total = Total(count_all(asked.rows).count)
        return render(request, "ui/parts/list/total.html", {"total": total})
    return answer_list(request, draw(asked, _walk(asked)))


def read_asked(request: HttpRequest, records: RecordList[Any]) -> Asked:
    """What the address asks, without what the actor's roles hide: neither seen nor sorted by."""
    actor = actor_of(request)
    fields = list_fields(records.fields) if records.fields else []
    values: dict[UUID, dict[str, FieldData]] = {}
    columns = [
        *(one for one in records.columns(actor) if actor.may_see(records.kind, one.ruled_as or one.name)),
        *field_columns(records.fields, fields, values, actor),
    ]
    offered = records.filters(actor)
    state = read_list_state(request, columns=columns, filters=offered, default_sort=records.default_sort)
    return Asked(records, actor, columns, offered, fields, values, state)


def draw(asked: Asked, found: Walk) -> Listing[Any]:
    """The list of a walk's rows."""
    records, actor, state = asked.records, asked.actor, asked.state
    rows = records.load(found.ids, actor)
    if any(one.name.startswith(PREFIX) for one in _shown(asked)):
        asked.values.update(read_values(records.fields, found.ids, actor=actor))
    return Listing(
        name=records.name,
        title=records.title,
        columns=asked.columns,
        rows=rows,
        state=state,
        next_cursor=found.next_cursor,
        previous_cursor=found.previous_cursor,
        total=None if state.after and found.previous_cursor else _total(asked),
        filters=asked.filters,
        searchable=bool(records.search_label),
        search_label=records.search_label,
        bulk=records.bulk(actor, asked.filters),
        actions=records.actions(actor),
        more=records.more(actor),
        empty=records.empty(actor),
        chooser=True,
        sieve=_sieve(asked),
    )


def _sieve(asked: Asked) -> Sieve | None:
    """The filter of the list in words, and where it is built."""
    kind, state = asked.records.kind, asked.state
    if kind not in filters.list_kinds():
        return None
    builder = f"/filters/{kind}/builder?{urlencode({'at': state.link()})}"
    if not state.where:
        return Sieve(builder)
    words = filters.describe(filters.parse(state.where), kind, actor=asked.actor)
    return Sieve(builder, words, state.link(where=""))


def _shown(asked: Asked) -> Sequence[Any]:
    return asked.state.layout or [one for one in asked.columns if not one.hidden]


def _walk(asked: Asked) -> Walk:
    state = asked.state
    try:
        return walk(asked.rows, asked.order, descending=state.descending, cursor=state.after, limit=PAGE)
    except Invalid:
        if not state.after:
            raise
        return walk(asked.rows, asked.order, descending=state.descending, limit=PAGE)


def _total(asked: Asked) -> Total:
    counted: Counted = count(asked.rows)
    return Total(counted.count, exact=counted.exact, exact_link=asked.state.exact_link)
