"""What somebody asks of a list of records, checked against what they may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from rapport.kernel.fields.api import FieldData, FieldInfo, list_fields, order_by_field
from rapport.kernel.filters import api as filters_api
from rapport.kernel.identity.api import Actor, actor_of
from rapport.kernel.paging.api import Order, order_by_all
from rapport.kernel.views.api import SavedView, list_views
from rapport.ui.contracts.columns import Column
from rapport.ui.contracts.listing import Filter, ListState
from rapport.ui.contracts.records import RecordList
from rapport.ui.http.lists import read_list_state
from rapport.ui.http.records.customs import PREFIX, field_columns, name_of
from rapport.ui.http.records.faces import Faces, list_faces

OWN_WORDS = frozenset({"after", "exact", "part", "view"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as asked for: columns and filters the actor may use, the state, the rows."""

    records: RecordList[Any]
    actor: Actor
    columns: Sequence[Column[Any]]
    filters: Sequence[Filter]
    fields: Sequence[FieldInfo]
    values: dict[UUID, dict[str, FieldData]]
    views: Sequence[SavedView]
    groups: Sequence[filters_api.FilterField]
    faces: Faces
    state: ListState

    @property
    def rows(self) -> QuerySet[Any]:
        """The records that match, within the actor's scope."""
        rows = self.records.narrow(self.records.rows(self.actor), self.state, self.actor)
        if not self.state.where:
            return rows
        tree = filters_api.parse(self.state.where)
        return filters_api.narrow(rows, tree, self.records.kind, actor=self.actor)

    @property
    def sums(self) -> list[filters_api.FilterField]:
        """What is added up: the numbers and money the room names, and the business's own numbers shown."""
        kind, shown = self.records.kind, {one.name for one in self.state.layout}
        sums = filters_api.list_fields_named(kind, self.records.sums, self.actor)
        own = [one.code for one in self.fields if one.type == "integer" and name_of(one) in shown]
        seen = filters_api.read_for(kind, self.actor).fields if own else {}
        return [*sums, *(seen[name] for code in own if (name := f"{filters_api.CUSTOM}{code}") in seen)]

    @property
    def order(self) -> Order:
        """The order the state names; each next one breaks the ties of those before."""
        return order_by_all([(self._order_of(sort.name), sort.descending) for sort in self.state.sorts])

    @property
    def descending(self) -> bool:
        """Whether the first order is walked from its end."""
        return self.state.sorts[0].descending

    def _order_of(self, name: str) -> Order:
        if name.startswith(PREFIX):
            return next(order_by_field(one) for one in self.fields if name_of(one) == name)
        return self.records.orders[name]


def read_asked(request: HttpRequest, records: RecordList[Any], asked: QueryDict | None = None) -> Asked:
    """What an address asks, without what the actor's roles hide: neither seen nor sorted by.

    An address that names a view and nothing else is read as the view was kept; none at all as the
    reader's standard view.
    """
    actor = actor_of(request)
    fields = list_fields(records.fields) if records.fields else []
    values: dict[UUID, dict[str, FieldData]] = {}
    columns = [
        *(one for one in records.columns(actor) if actor.may_see(records.kind, one.ruled_as or one.name)),
        *field_columns(records.fields, fields, values, actor),
    ]
    views = list_views(records.kind, actor=actor)
    said = request.GET if asked is None else asked
    view = _view(said, views)
    filters = records.filters(actor)
    groups = filters_api.list_fields_named(records.kind, records.groups, actor)
    faces = list_faces(records, fields, actor)
    state = read_list_state(
        request,
        columns=columns,
        filters=filters,
        default_sort=records.default_sort,
        keep=("view", *records.keep),
        asked=_opened(said, view),
        path=records.path,
        groups=[one.name for one in groups],
        faces={face: [name for name, _label in by] for face, by in faces.items()},
    )
    return Asked(records, actor, columns, filters, fields, values, views, groups, faces, state)


def _view(asked: QueryDict, views: Sequence[SavedView]) -> SavedView | None:
    named = asked.get("view", "")
    if not asked:
        return next((view for view in views if view.standard), None)
    return next((view for view in views if str(view.id) == named), None)


def _opened(asked: QueryDict, view: SavedView | None) -> QueryDict:
    """The address itself, or what the view it names has kept where it says nothing more."""
    if view is None or asked.keys() - OWN_WORDS:
        return asked
    opened = QueryDict(view.query, mutable=True)
    opened["view"] = str(view.id)
    for name in (OWN_WORDS - {"view"}) & asked.keys():
        opened[name] = str(asked[name])
    return opened
