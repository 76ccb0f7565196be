"""The other ways a list shows its rows: which it has, by which fields, and the links to them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from rapport.kernel.fields.api import FieldInfo
from rapport.kernel.filters import api as filters
from rapport.kernel.identity.api import Actor
from rapport.ui.contracts.columns import Label
from rapport.ui.contracts.listing import FaceLink, ListState
from rapport.ui.contracts.records import RecordList

BOARD, CALENDAR, PLACES = "board", "calendar", "places"
ICONS = {"": "table-2", BOARD: "square-kanban", CALENDAR: "calendar-days", PLACES: "map-pin"}
DAYS = ("date", "timestamp")
Faces = Mapping[str, Sequence[tuple[str, Label]]]
"""The faces of a list by name, each with the fields it may be by and their words."""


def list_faces(records: RecordList[Any], fields: Sequence[FieldInfo], actor: Actor) -> Faces:
    """Return the faces the actor may see a list with; no query."""

    def seen(names: Sequence[str]) -> list[tuple[str, Label]]:
        return [(one.name, str(one.label)) for one in filters.list_fields_named(records.kind, names, actor)]

    faces: dict[str, Sequence[tuple[str, Label]]] = {}
    if records.board and (lanes := seen([records.board.field])):
        faces[BOARD] = lanes
    if records.calendar:
        own = [
            (f"{filters.CUSTOM}{one.code}", one.label)
            for one in fields
            if one.type in DAYS and actor.may_see(records.kind, one.code)
        ]
        if days := [*seen(records.calendar.days), *own]:
            faces[CALENDAR] = days
    if places := seen([ladder[0] for ladder in records.places if _may_name(ladder[0], actor)]):
        faces[PLACES] = places
    return faces


def offer_faces(faces: Faces, state: ListState) -> list[FaceLink]:
    """The links to a list's faces, the table first; none where it has no other."""
    if not faces:
        return []
    words = {"": _("As a list"), BOARD: _("As a board"), CALENDAR: _("As a calendar"), PLACES: _("By place")}
    plain = replace(state, by="", at="")
    return [
        FaceLink(
            name or "list", ICONS[name], words[name], plain.link(face=name, group=""), name == state.face
        )
        for name in ("", *faces)
    ]


def _may_name(field: str, actor: Actor) -> bool:
    """Units are named to those alone who may view them."""
    return field != "unit" or actor.may("view", "unit")
