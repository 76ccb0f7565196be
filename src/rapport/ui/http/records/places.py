"""A list of records by places, without a map: units, or countries and their cities, with counts and sums."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.filters import api as filters
from rapport.kernel.identity.api import UnitLine, list_unit_tree
from rapport.kernel.paging.api import Counted
from rapport.ui.contracts.listing import GroupLink, GroupTable
from rapport.ui.http.records.asked import Asked
from rapport.ui.http.records.faces import PLACES
from rapport.ui.http.records.groups import SHOWN, Drawing, lead_to

DEEPEST = 3


def show_places(asked: Asked, counted: Counted, *, whole: bool) -> GroupTable | None:
    """The table of places: at once where few rows match, else only if asked for `whole`.

    One query counts the records of each place; units below others are added to those above them here.
    """
    fields = asked.faces.get(PLACES, ())
    name = asked.state.by or (fields[0][0] if fields else "")
    ladder = next((one for one in asked.records.places if one[0] == name), ())
    kind, actor = asked.records.kind, asked.actor
    steps = filters.list_fields_named(kind, ladder, actor)
    if not steps:
        return None
    sums = asked.sums
    links = [GroupLink(label, asked.state.link(by=one, at=""), one == name) for one, label in fields]
    frame = GroupTable(str(steps[0].label), [str(one.label) for one in sums], fields=links)
    if not counted.exact and not whole:
        return replace(frame, pending=asked.state.exact_link)
    reading = filters.read_for(kind, actor)
    if steps[0].target == "unit":
        groups = filters.group(asked.rows, steps[0], reading, sums)
        return _units(asked, frame, steps[0], groups, sums)
    return _step(asked, frame, steps, reading, sums)


def _step(
    asked: Asked,
    frame: GroupTable,
    steps: Sequence[filters.FilterField],
    reading: filters.Reading,
    sums: Sequence[filters.FilterField],
) -> GroupTable:
    """A rung of a ladder: the countries, or what lies in the place the address names; a rung on which nothing
    is known is stepped over.
    """
    here = _read_way(steps, asked.state.at, reading)
    kind, actor = reading.kind, asked.actor
    rows = filters.narrow(asked.rows, filters.And(tuple(here)), kind, actor=actor) if here else asked.rows
    groups = filters.group(rows, steps[len(here)], reading, sums)
    known = list(here)
    while here and len(here) + 1 < len(steps) and not any(one.where.values for one in groups):
        here.append(filters.Condition(steps[len(here)].name, "empty"))
        groups = filters.group(rows, steps[len(here)], reading, sums)
    field, drawn = steps[len(here)], Drawing.of(groups, sums)
    lines = [
        replace(drawn.row(one, lead_to(asked, *known, one.where)), into=_into(asked, steps, here, one))
        for one in groups[:SHOWN]
    ]
    if rest := groups[SHOWN:]:
        lines.append(drawn.line(_("Others"), "", *filters.add_up(rest)))
    together = drawn.together(lead_to(asked, *known) if known else asked.state.link(face=""))
    way = _draw_way(asked, steps, here, reading)
    return replace(frame, label=str(field.label), rows=lines, total=together, way=way)


def _read_way(
    steps: Sequence[filters.FilterField], at: str, reading: filters.Reading
) -> list[filters.Condition]:
    """The conditions of the place an address names (`CN/Zhejiang`), as far as it names one."""
    way: list[filters.Condition] = []
    for step, part in zip(steps[:-1], at.split("/") if at else (), strict=False):
        value = unquote(part)
        condition = (
            filters.Condition(step.name, "is", (value,)) if value else filters.Condition(step.name, "empty")
        )
        try:
            reading.understand(condition)
        except filters.InvalidFilter:
            break
        way.append(condition)
    return way


def _draw_way(
    asked: Asked,
    steps: Sequence[filters.FilterField],
    here: Sequence[filters.Condition],
    reading: filters.Reading,
) -> list[GroupLink]:
    """The links back out, down to the place one is in; what is not known has no name there."""
    way = [GroupLink(str(steps[0].label), asked.state.link(at=""))] if here else []
    for depth, (step, one) in enumerate(zip(steps, here, strict=False), 1):
        if one.values:
            label = filters.say_value(one.values[0], "is", step, reading)
            way.append(GroupLink(label, asked.state.link(at=_write_way(here[:depth]))))
    return [*way[:-1], replace(way[-1], href="", current=True)] if way else []


def _write_way(way: Sequence[filters.Condition]) -> str:
    return "/".join(_escape(one.values[0]) if one.values else "" for one in way)


def _escape(value: str) -> str:
    """A value without what parts a way; `unquote` reads it."""
    return value.replace("%", "%25").replace("/", "%2F")


def _into(
    asked: Asked,
    steps: Sequence[filters.FilterField],
    here: Sequence[filters.Condition],
    group: filters.Group,
) -> str:
    """The address of what lies in a place; who has no country lies in none."""
    further = len(here) + 1 < len(steps) and (here or group.where.values)
    return asked.state.link(at=_write_way([*here, group.where])) if further else ""


def _units(
    asked: Asked,
    frame: GroupTable,
    field: filters.FilterField,
    groups: Sequence[filters.Group],
    sums: Sequence[filters.FilterField],
) -> GroupTable:
    """The tree of units, each with all that lies in it; the address names the unit one looks into."""
    units = list_unit_tree(asked.actor)
    known = {one.id: one for one in units}
    root = next((one for one in units if str(one.id) == asked.state.at), None)
    under = _roll_up(known, groups)
    drawn = Drawing.of(under[root.id] if root else groups, sums)
    parents, lines = {one.parent_id for one in units}, []
    for unit, depth in _inside(units, root):
        if under[unit.id]:
            where = filters.Condition(field.name, "under", (str(unit.id),))
            into = asked.state.link(at=str(unit.id)) if unit.id in parents else ""
            count, added = filters.add_up(under[unit.id])
            lines.append(drawn.line(unit.name, lead_to(asked, where), count, added, depth=depth, into=into))
    own = [one for one in groups if _unit_of(one, known) is root]
    lines += [replace(drawn.row(one, lead_to(asked, one.where)), label=_own_label(one, root)) for one in own]
    together = asked.state.link(face="")
    if root:
        together = lead_to(asked, filters.Condition(field.name, "under", (str(root.id),)))
    way = [GroupLink(one.name, asked.state.link(at=str(one.id)), one is root) for one in _way(root, known)]
    way = [GroupLink(frame.label, asked.state.link(at="")), *way] if way else []
    return replace(frame, rows=lines[:SHOWN], total=drawn.together(together), way=way)


def _roll_up(
    known: Mapping[UUID, UnitLine], groups: Sequence[filters.Group]
) -> Mapping[UUID, list[filters.Group]]:
    """Each unit's groups: its own and those of the units below it."""
    under: dict[UUID, list[filters.Group]] = defaultdict(list)
    for group in groups:
        for unit in _way(_unit_of(group, known), known):
            under[unit.id].append(group)
    return under


def _unit_of(group: filters.Group, known: Mapping[UUID, UnitLine]) -> UnitLine | None:
    return known.get(UUID(group.where.values[0])) if group.where.values else None


def _way(unit: UnitLine | None, known: Mapping[UUID, UnitLine]) -> list[UnitLine]:
    """The units from the top down to this one."""
    way: list[UnitLine] = []
    while unit is not None:
        way.insert(0, unit)
        unit = known.get(unit.parent_id) if unit.parent_id else None
    return way


def _inside(units: Sequence[UnitLine], root: UnitLine | None) -> Iterator[tuple[UnitLine, int]]:
    """The units below one, or all, down to the deepest that are drawn, each with its depth here."""
    inside = root is None
    for unit in units:
        if root is not None and unit.depth <= root.depth:
            inside = unit is root
        elif inside and (depth := unit.depth - (root.depth + 1 if root else 0)) < DEEPEST:
            yield unit, depth


def _own_label(group: filters.Group, root: UnitLine | None) -> str:
    return _("Directly in %(unit)s") % {"unit": root.name} if root else group.label
