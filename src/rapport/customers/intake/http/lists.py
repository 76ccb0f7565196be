"""The list of imports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from rapport.customers.intake import queries
from rapport.customers.intake.contracts import ImportProgress
from rapport.customers.intake.http.labels import KIND_LABELS, STATUS_LABELS, STATUS_TONES
from rapport.customers.intake.models import Import
from rapport.kernel.identity.api import Actor
from rapport.kernel.paging.api import by_id
from rapport.ui.api import (
    Action,
    Badge,
    Choice,
    Column,
    DateTime,
    Empty,
    Filter,
    Link,
    ListState,
    Muted,
    Number,
    Text,
)
from rapport.ui.api.records import RecordList, show_records


@dataclass(frozen=True, slots=True)
class Row:
    """An import and how it stands."""

    run: Import
    stand: ImportProgress

    @property
    def id(self) -> UUID:
        """The import's id."""
        return self.run.id


def show_imports(request: HttpRequest) -> HttpResponse:
    """The imports a reader may see, newest first."""
    return show_records(request, IMPORTS)


def _columns(actor: Actor) -> list[Column[Row]]:
    return [
        Link(
            "file",
            _("File"),
            lambda row: row.run.file_name,
            href=lambda row: f"/imports/{row.id}",
            grow=True,
            phone="title",
            width=16,
        ),
        Text("kind", _("Kind"), lambda row: str(KIND_LABELS.get(row.run.kind, row.run.kind)), phone="under"),
        Badge(
            "status",
            _("Status"),
            lambda row: row.run.status,
            labels=STATUS_LABELS,
            tones=STATUS_TONES,
            phone="under",
        ),
        Number("accepted", _("Accepted"), lambda row: row.stand.accepted),
        Number("rejected", _("Rejected"), lambda row: row.stand.rejected),
        Muted("who", pgettext("a member", "By"), lambda row: row.run.actor_name),
        DateTime(
            "created",
            _("When"),
            lambda row: row.run.created_at,
            sort=True,
            newest_first=True,
            phone="aside",
        ),
    ]


def _filters(actor: Actor) -> list[Filter]:
    return [
        Filter("status", _("Status"), [Choice(*pair) for pair in STATUS_LABELS.items()], icon="circle-dot"),
        Filter("kind", _("Kind"), [Choice(*pair) for pair in KIND_LABELS.items()], icon="file"),
    ]


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    for name in ("status", "kind"):
        if chosen := state.chosen.get(name):
            rows = rows.filter(**{f"{name}__in": chosen})
    return rows


def _load(ids: Sequence[UUID], actor: Actor) -> list[Row]:
    return [Row(run, stand) for run, stand in queries.load_imports(ids)]


def _actions(actor: Actor) -> list[Action]:
    return [_new()] if actor.may("create", "import") else []


def _empty(actor: Actor) -> Empty:
    return Empty(
        _("Nothing was imported yet"),
        _("Bring customers or orders in a file: CSV, Excel, vCard, JSON lines or XML."),
        icon="upload",
        action=_new() if actor.may("create", "import") else None,
    )


def _new() -> Action:
    return Action(_("New import"), "/imports/new", icon="upload", main=True, key="n")


IMPORTS: RecordList[Row] = RecordList(
    kind="import",
    name="imports",
    path="/imports",
    title=gettext_lazy("Imports"),
    columns=_columns,
    rows=queries.list_seen,
    narrow=_narrow,
    orders={"created": by_id()},
    load=_load,
    default_sort="-created",
    filters=_filters,
    actions=_actions,
    empty=_empty,
)
"""The list of imports, as every list is told to the house."""
