"""History: who changed what, from where, before and after; fields a role may not see stay hidden here too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from rapport.kernel.audit.api import (
    ChangeLine,
    OriginLine,
    describe_table,
    list_changes,
    list_origins,
    list_tables,
    load_changes,
    select_changes,
)
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import Actor, Scope, actor_of
from rapport.kernel.paging.api import by_id
from rapport.ui.api import (
    Badge,
    Choice,
    Column,
    Custom,
    DateTime,
    Empty,
    Filter,
    ListState,
    Muted,
    Text,
    TimelineEntry,
    Viewer,
    get_viewer,
    write_kept,
)
from rapport.ui.api.records import RecordList, show_records

FIELDS_SHOWN = 6
LONGEST = 80
OPS = {
    **{"I": gettext_lazy("added"), "U": gettext_lazy("changed"), "D": gettext_lazy("removed")},
    **{"E": gettext_lazy("forgotten"), "L": gettext_lazy("let go")},
}
ICONS = {"I": "plus", "U": "pencil", "D": "trash-2", "E": "eraser", "L": "calendar-x"}


@dataclass(frozen=True, slots=True)
class Line:
    """A change ready to be shown."""

    id: UUID
    at: datetime
    who: str
    op: str
    what: str
    fields: tuple[tuple[str, str, str], ...]
    origin: str


@require_GET
def list_all(request: HttpRequest) -> HttpResponse:
    """The changes the reader may see, newest first; with a narrower scope, those of their own people."""
    return show_records(request, HISTORY)


def _columns(actor: Actor) -> list[Column[Line]]:
    return [
        DateTime("at", _("When"), phone="corner", sort=True, newest_first=True),
        Text("who", _("Who"), phone="title"),
        Badge("op", _("Did"), tones={"I": "good", "D": "bad"}, labels=OPS, phone="aside"),
        Text("what", _("What"), phone="under"),
        Custom("fields", _("Before → after"), draw=_draw_fields, grow=True, width=24),
        Muted("origin", _("From where")),
    ]


def _filters(actor: Actor) -> list[Filter]:
    return [
        Filter("op", _("Did"), [Choice(value, label) for value, label in OPS.items()]),
        Filter("table", _("What"), [Choice(table.table, table.label) for table in list_tables()]),
    ]


def _rows(actor: Actor) -> QuerySet[Any]:
    return select_changes(actor_ids=_whose(actor))


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    asked = select_changes(
        subject_id=_read_id(state.keep.get("record", "")),
        actor_id=_read_id(state.keep.get("who", "")),
        tables=state.chosen.get("table", ()),
        ops=state.chosen.get("op", ()),
    )
    return rows & asked


def _load(ids: Sequence[UUID], actor: Actor) -> list[Line]:
    return _describe(load_changes(ids), actor)


def describe_history(request: HttpRequest, record_id: UUID, limit: int = 20) -> list[TimelineEntry]:
    """Return the newest changes of one record for `{% timeline %}`; the caller authorised the record."""
    actor = actor_of(request)
    changes = list_changes(subject_id=record_id, limit=limit)
    return [
        TimelineEntry(
            line.at,
            f"{line.what}: {OPS[line.op]}",
            icon=ICONS[line.op],
            text="; ".join(f"{label}: {before} → {after}" for label, before, after in line.fields),
            who=line.who,
            id=f"change-{line.id}",
        )
        for line in _describe(changes, actor)
    ]


def _whose(actor: Actor) -> set[UUID] | None:
    scope = actor.require("view", "audit")
    if scope is Scope.ALL:
        return None
    if scope is Scope.SUBTREE:
        return identity.list_member_ids(actor.unit_ids)
    if scope is Scope.UNIT:
        return identity.list_member_ids([actor.unit_id] if actor.unit_id else [])
    mates = actor.teammate_ids if scope is Scope.TEAM else ()
    return {one for one in (actor.member_id, *mates) if one is not None}


def _describe(changes: Iterable[ChangeLine], actor: Actor) -> list[Line]:
    found = list(changes)
    names = list_actor_names({change.actor_id for change in found if change.actor_id})
    origins = list_origins({change.request_id for change in found if change.request_id})
    called = identity.name_ids(value for change in found for pair in change.fields.values() for value in pair)
    return [_describe_one(change, actor, names, origins, called) for change in found]


def list_actor_names(actor_ids: set[UUID]) -> dict[UUID, str]:
    """Return what members, and the programs behind tokens, are called."""
    names = identity.list_member_names(actor_ids)
    if programs := actor_ids - names.keys():
        found = identity.list_token_names(programs)
        names |= {one: _("%(name)s (program)") % {"name": name} for one, name in found.items()}
    return names


def _describe_one(
    change: ChangeLine,
    actor: Actor,
    names: dict[UUID, str],
    origins: dict[UUID, OriginLine],
    called: dict[str, str],
) -> Line:
    table = describe_table(change.table)
    what = str(table.label) if change.count == 1 else f"{table.label} × {change.count}"
    origin = origins.get(change.request_id) if change.request_id else None
    return Line(
        change.id,
        change.at,
        names.get(change.actor_id, "?") if change.actor_id else _("Rapport itself"),
        change.op,
        what,
        tuple(
            (table.name_of(name), *_show_pair(pair, called, visible=actor.may_see(table.kind, name)))
            for name, pair in change.fields.items()
        ),
        f"{origin.address} · {origin.path}" if origin else "",
    )


def _show_pair(pair: tuple[Any, Any], called: dict[str, str], *, visible: bool) -> tuple[str, str]:
    if not visible:
        return "•••", "•••"
    return _show(pair[0], called), _show(pair[1], called)


def _show(value: Any, called: dict[str, str]) -> str:
    return called.get(str(value)) or write_kept(value, get_viewer(), LONGEST) or "–"


def _draw_fields(line: Line, _viewer: Viewer) -> SafeString:
    shown = format_html_join(" · ", "<b>{}</b> {} → {}", line.fields[:FIELDS_SHOWN])
    rest = len(line.fields) - FIELDS_SHOWN
    return format_html("{} +{}", shown, rest) if rest > 0 else shown


def _read_id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


HISTORY: RecordList[Line] = RecordList(
    kind="audit",
    name="history",
    path="/settings/history",
    title=gettext_lazy("History"),
    columns=_columns,
    rows=_rows,
    narrow=_narrow,
    orders={"at": by_id()},
    load=_load,
    default_sort="-at",
    filters=_filters,
    keep=("who", "record"),
    counted=False,
    empty=lambda actor: Empty(_("Nothing was changed yet"), icon="history"),
)
"""History as a list; not counted, since a rare name among millions of changes is found as one reads on."""
