"""History: who changed what, from where, before and after; fields a role may not see stay hidden here too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

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
)
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import Actor, Scope, actor_of
from rapport.ui.api import (
    Badge,
    Choice,
    Column,
    Custom,
    DateTime,
    Empty,
    Filter,
    Listing,
    Muted,
    Text,
    TimelineEntry,
    Viewer,
    answer_list,
    read_list_state,
)

PAGE = 50
FIELDS_SHOWN = 6
LONGEST = 80
OPS = {"I": gettext_lazy("added"), "U": gettext_lazy("changed"), "D": gettext_lazy("removed")}
ICONS = {"I": "plus", "U": "pencil", "D": "trash-2"}


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
    actor = actor_of(request)
    columns: list[Column[Line]] = [
        DateTime("at", _("When"), phone="corner"),
        Text("who", _("Who"), phone="title"),
        Badge("op", _("Did"), tones={"I": "good", "D": "bad"}, labels=OPS),
        Text("what", _("What"), phone="under"),
        Custom("fields", _("Before → after"), draw=_draw_fields, grow=True),
        Muted("origin", _("From where")),
    ]
    filters = [
        Filter("op", _("Did"), [Choice(value, label) for value, label in OPS.items()]),
        Filter("table", _("What"), [Choice(table.table, table.label) for table in list_tables()]),
    ]
    state = read_list_state(request, columns=columns, filters=filters, keep=("who", "record"))
    changes = list_changes(
        subject_id=_read_id(state.keep.get("record", "")),
        actor_id=_read_id(state.keep.get("who", "")),
        actor_ids=_whose(actor),
        tables=state.chosen.get("table", ()),
        ops=state.chosen.get("op", ()),
        before=_read_id(state.after),
        limit=PAGE + 1,
    )
    listing = Listing(
        "history",
        _("History"),
        columns,
        _describe(changes[:PAGE], actor),
        state,
        next_cursor=str(changes[PAGE - 1].id) if len(changes) > PAGE else None,
        filters=filters,
        empty=Empty(_("Nothing was changed yet"), icon="history"),
    )
    return answer_list(request, listing)


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
    return [_describe_one(change, actor, names, origins) for change in found]


def list_actor_names(actor_ids: set[UUID]) -> dict[UUID, str]:
    """Return what members, and the programs behind tokens, are called."""
    names = identity.list_member_names(actor_ids)
    if programs := actor_ids - names.keys():
        found = identity.list_token_names(programs)
        names |= {one: _("%(name)s (program)") % {"name": name} for one, name in found.items()}
    return names


def _describe_one(
    change: ChangeLine, actor: Actor, names: dict[UUID, str], origins: dict[UUID, OriginLine]
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
            (str(table.fields.get(name, name)), *_show_pair(pair, actor.may_see(table.kind, name)))
            for name, pair in change.fields.items()
        ),
        f"{origin.address} · {origin.path}" if origin else "",
    )


def _show_pair(pair: tuple[Any, Any], visible: bool) -> tuple[str, str]:
    if not visible:
        return "•••", "•••"
    return _show(pair[0]), _show(pair[1])


def _show(value: Any) -> str:
    text = "–" if value is None or value == "" else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _draw_fields(line: Line, _viewer: Viewer) -> SafeString:
    shown = format_html_join(" · ", "<b>{}</b> {} → {}", line.fields[:FIELDS_SHOWN])
    rest = len(line.fields) - FIELDS_SHOWN
    return format_html("{} +{}", shown, rest) if rest > 0 else shown


def _read_id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
