"""A list of records by groups: how many have what, what they add up to, and the way to the rows of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from rapport.kernel.filters import api as filters
from rapport.kernel.paging.api import Counted
from rapport.ui.contracts.listing import GroupLink, GroupRow, GroupSum, GroupTable
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
    sums = asked.sums
    labels = [str(one.label) for one in sums]
    if not counted.exact and not whole:
        return GroupTable(str(field.label), labels, pending=asked.state.exact_link)
    groups = filters.group(asked.rows, field, filters.read_for(kind, actor), sums)
    return _tabulate(asked, str(field.label), sums, groups)


def _tabulate(
    asked: Asked, label: str, sums: Sequence[filters.FilterField], groups: Sequence[filters.Group]
) -> GroupTable:
    drawn = Drawing.of(groups, sums)
    rows = [drawn.row(one, lead_to(asked, one.where)) for one in groups[:SHOWN]]
    if rest := groups[SHOWN:]:
        rows.append(drawn.line(_("Others"), "", *filters.add_up(rest)))
    total = drawn.together(asked.state.link(group=""))
    return GroupTable(label, [str(one.label) for one in sums], rows, total)


@dataclass(frozen=True, slots=True)
class Drawing:
    """How groups are drawn beside each other: shares of what all of them come to, in the reader's words."""

    names: Sequence[str]
    viewer: Viewer
    count: int
    added: Mapping[str, Mapping[str, int]]

    @classmethod
    def of(cls, groups: Sequence[filters.Group], sums: Sequence[filters.FilterField]) -> "Drawing":
        """Return the drawing of these groups."""
        count, added = filters.add_up(groups)
        return cls([one.name for one in sums], get_viewer(), count, added)

    def row(self, group: filters.Group, href: str) -> GroupRow:
        """A group as a row."""
        return self.line(group.label, href, group.count, group.sums)

    def line(
        self,
        label: str,
        href: str,
        count: int,
        sums: Mapping[str, Mapping[str, int]],
        *,
        depth: int = 0,
        into: str = "",
    ) -> GroupRow:
        """What some groups come to as one row."""
        shown = [self._sum(name, sums.get(name, {})) for name in self.names]
        return GroupRow(label, href, count, count / max(self.count, 1), shown, depth=depth, into=into)

    def together(self, href: str) -> GroupRow:
        """The row of all of them, whose sums need no bars."""
        row = self.line(_("Together"), href, self.count, self.added)
        return replace(row, sums=[GroupSum(one.text) for one in row.sums])

    def _sum(self, name: str, amounts: Mapping[str, int]) -> GroupSum:
        """The largest currency first, whose share is drawn; nothing where they come to nothing."""
        ordered = sorted(
            ((code, one) for code, one in amounts.items() if one), key=lambda pair: -abs(pair[1])
        )
        if not ordered:
            return GroupSum("")
        code, amount = ordered[0]
        whole = self.added.get(name, {}).get(code, 0)
        share = amount / whole if whole > 0 and 0 < amount <= whole else 0.0
        return GroupSum(" · ".join(show_sum(one, code, self.viewer) for code, one in ordered), share)


def show_sum(amount: int, code: str, viewer: Viewer) -> str:
    """A sum as read: money of its currency, or a plain number."""
    return viewer.number(amount, 0) if code == filters.NUMBER else viewer.money(amount, code)


def lead_to(asked: Asked, *where: filters.Condition) -> str:
    """The address of a group's rows: the list as it stands, narrowed by these conditions more."""
    here = filters.parse(asked.state.where)
    parts = here.parts if isinstance(here, filters.And) else (here,)
    return asked.state.link(where=filters.write_compact(filters.And((*parts, *where))), group="", face="")
