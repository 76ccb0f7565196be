"""What all that matches adds up to, beside the list: sums and averages of columns of numbers and money."""

from collections.abc import Mapping, Sequence

from rapport.kernel.filters import api as filters
from rapport.kernel.paging.api import count_all
from rapport.ui.contracts.listing import Figure, Figures, Total
from rapport.ui.contracts.viewer import Viewer
from rapport.ui.http.records.asked import Asked
from rapport.ui.http.records.groups import show_sum
from rapport.ui.queries import get_viewer

Totals = Mapping[str, Mapping[str, filters.Added]]


def add_up_rows(asked: Asked, total: Total) -> Figures | None:
    """The sums of a list at once while its count is exact, one query; else they come with the exact count."""
    sums = asked.sums
    if not sums:
        return None
    if not total.exact:
        return Figures(pending=True)
    return Figures(_figures(sums, filters.total_up(asked.rows, sums)[1]))


def read_whole(asked: Asked) -> tuple[int, Figures | None]:
    """How many rows match, counted, and what they add up to, by one reading of them."""
    sums = asked.sums
    if not sums:
        return count_all(asked.rows).count, None
    number, totals = filters.total_up(asked.rows, sums)
    return number, Figures(_figures(sums, totals))


def _figures(sums: Sequence[filters.FilterField], totals: Totals) -> list[Figure]:
    """The figures of the columns that come to anything."""
    viewer, figures = get_viewer(), []
    for one in sums:
        if some := {code: added for code, added in totals[one.name].items() if added.total}:
            figures.append(_figure(str(one.label), some, viewer))
    return figures


def _figure(label: str, by_currency: Mapping[str, filters.Added], viewer: Viewer) -> Figure:
    """The largest currency first; the average is of the rows that have a value."""
    ordered = sorted(by_currency.items(), key=lambda pair: -abs(pair[1].total))
    averages = [
        viewer.number(added.total / added.count, 1)
        if code == filters.NUMBER
        else viewer.money(round(added.total / added.count), code)
        for code, added in ordered
    ]
    total = " · ".join(show_sum(added.total, code, viewer) for code, added in ordered)
    return Figure(label, total, " · ".join(averages))
