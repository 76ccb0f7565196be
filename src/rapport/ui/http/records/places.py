"""A list of records by places, without a map: units, or countries and their cities, with counts and sums."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
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
    sums = filters.list_fields_named(kind, asked.records.sums, actor)
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
    """A rung of a ladder: the countries, or the cities of the one the address names."""
    here = _condition_of(steps[0], asked.state.at, reading) if len(steps) > 1 else None
    rows, field = asked.rows, steps[0]
    if here is not None:
        rows, field = filters.narrow(rows, here, reading.kind, actor=asked.actor), steps[1]
    groups = filters.group(rows, field, reading, sums)
    drawn = Drawing.of(groups, sums)
    lines = [
        replace(drawn.row(one, _lead(asked, here, one)), into=_into(asked, steps, here, one))
        for one in groups[:SHOWN]
    ]
    if rest := groups[SHOWN:]:
        lines.append(drawn.line(_("Others"), "", *filters.add_up(rest)))
    way = []
    if here is not None:
        label = filters.say_value(asked.state.at, "is", steps[0], reading)
        way = [GroupLink(frame.label, asked.state.link(at="")), GroupLink(label, "", current=True)]
    together = drawn.together(lead_to(asked, here) if here else asked.state.link(face=""))
    return replace(frame, label=str(field.label), rows=lines, total=together, way=way)


def _condition_of(
    field: filters.FilterField, value: str, reading: filters.Reading
) -> filters.Condition | None:
    """The condition of the place an address names; none where it names none."""
    condition = filters.Condition(field.name, "is", (value,))
    try:
        reading.understand(condition)
    except filters.InvalidFilter:
        return None
    return condition


def _lead(asked: Asked, here: filters.Condition | None, group: filters.Group) -> str:
    return lead_to(asked, *((here, group.where) if here else (group.where,)))


def _into(
    asked: Asked,
    steps: Sequence[filters.FilterField],
    here: filters.Condition | None,
    group: filters.Group,
) -> str:
    further = len(steps) > 1 and here is None and group.where.values
    return asked.state.link(at=group.where.values[0]) if further else ""


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
