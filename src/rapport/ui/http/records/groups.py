"""A list of records by groups: how many have what, what they add up to, and the way to the rows of each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from rapport.kernel.filters import api as filters
from rapport.kernel.paging.api import Counted
from rapport.ui.contracts.listing import GroupLink, GroupRow, GroupTable
from rapport.ui.contracts.viewer import Viewer
from rapport.ui.http.records.asked import Asked
from rapport.ui.queries import get_viewer

SHOWN = 200


def offer_groups(asked: Asked) -> list[GroupLink]:
    """The fields the list may be grouped by, and the way back to its rows."""
    if not asked.groups:
        return []
    plain = replace(asked.state, face="", group="")
    links = [
        GroupLink(str(one.label), plain.link(group=one.name), one.name == asked.state.group)
        for one in asked.groups
    ]
    return [GroupLink(_("Not grouped"), plain.link(), not asked.state.group), *links]


def put_together(asked: Asked, counted: Counted, *, whole: bool) -> GroupTable | None:
    """The list's groups where it is grouped: at once where few rows match, else only if asked for `whole`."""
    field = next((one for one in asked.groups if one.name == asked.state.group), None)
    if field is None:
        return None
    kind, actor = asked.records.kind, asked.actor
    sums = filters.list_fields_named(kind, asked.records.sums, actor)
    labels = [str(one.label) for one in sums]
    if not counted.exact and not whole:
        return GroupTable(str(field.label), labels, pending=asked.state.exact_link)
    groups = filters.group(asked.rows, field, filters.read_for(kind, actor), sums)
    return _tabulate(asked, str(field.label), sums, groups)


def _tabulate(
    asked: Asked, label: str, sums: Sequence[filters.FilterField], groups: Sequence[filters.Group]
) -> GroupTable:
    viewer, names = get_viewer(), [one.name for one in sums]
    count, added = filters.add_up(groups)

    def draw(one: filters.Group, href: str) -> GroupRow:
        return GroupRow(one.label, href, one.count, one.count / count, _show(one.sums, names, viewer))

    rows = [draw(one, lead_to(asked, one.where)) for one in groups[:SHOWN]]
    if rest := groups[SHOWN:]:
        others, amounts = filters.add_up(rest)
        rows.append(GroupRow(_("Others"), "", others, others / count, _show(amounts, names, viewer)))
    total = GroupRow(_("Together"), asked.state.link(group=""), count, 1.0, _show(added, names, viewer))
    return GroupTable(label, [str(one.label) for one in sums], rows, total)


def lead_to(asked: Asked, where: filters.Condition) -> str:
    """The address of a group's rows: the list as it stands, narrowed by one condition more."""
    here = filters.parse(asked.state.where)
    parts = here.parts if isinstance(here, filters.And) else (here,)
    return asked.state.link(where=filters.write_compact(filters.And((*parts, where))), group="", face="")


def _show(sums: Mapping[str, Mapping[str, int]], names: Sequence[str], viewer: Viewer) -> list[str]:
    """The amounts of each sum, the largest currency first; nothing where they come to nothing."""
    shown = []
    for name in names:
        amounts = sorted(sums.get(name, {}).items(), key=lambda pair: -abs(pair[1]))
        shown.append(" · ".join(viewer.money(minor, code) for code, minor in amounts if minor))
    return shown
