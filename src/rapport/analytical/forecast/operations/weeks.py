"""What was ordered of each product week by week, as trees of products below categories."""

from typing import Any
from uuid import UUID

import numpy as np
from django.db.backends.utils import CursorWrapper
from numpy.typing import NDArray

from rapport.analytical.forecast.contracts import Measure
from rapport.analytical.forecast.operations import statements as sql
from rapport.analytical.forecast.queries.sources import find_product_source
from rapport.analytical.forecast.rules.panel import WEEKLY
from rapport.analytical.forecast.rules.refusals import FEWEST, SILENT_SEASONS
from rapport.analytical.forecast.rules.tree import Tree
from rapport.kernel.columns import BIGINT, DOUBLE, INTEGER, read_columns
from rapport.kernel.columns import UUID as ID

WEEKS = {"product_id": ID, "week": INTEGER, "category_id": ID, "units": DOUBLE, "revenue": BIGINT}
MONDAY = 2
"""The number of the first Monday: 3 January 2000."""
MOST = 1_000
"""So many products are learnt one by one, those that brought most of the last year; others by category."""
YEAR = 52
NONE = bytes(16)


def read_trees(cursor: CursorWrapper, first: int, last: int) -> list[Tree]:
    """Return pieces and revenue of products by whole weeks from Monday, after what was sold was read; nothing
    while no product sold often enough or the weeks are too few."""
    source = find_product_source()
    begin, end = -(-(first - MONDAY) // 7), (last + 1 - MONDAY) // 7
    if source is None or end - begin < WEEKLY.shortest:
        return []
    cursor.execute(sql.MAKE_PRODUCTS)
    source.load_products("forecast_product")
    rows = read_columns(cursor, sql.READ_WEEKS, WEEKS)
    rows = rows[(rows["week"] >= begin) & (rows["week"] < end)]
    if not len(rows):
        return []
    return _plant(rows, begin, end)


def _plant(rows: NDArray[Any], begin: int, end: int) -> list[Tree]:
    products, starts, place = np.unique(rows["product_id"], return_index=True, return_inverse=True)
    groups, group_of = np.unique(rows["category_id"][starts], return_inverse=True)
    grids = {}
    for measure in (Measure.UNITS, Measure.REVENUE):
        grid = np.zeros((len(products), end - begin))
        grid[place, rows["week"] - begin] = rows[str(measure)]
        grids[measure] = grid
    chosen = _choose(grids[Measure.REVENUE], np.array([one.tobytes() != NONE for one in products]))
    if not len(chosen):
        return []
    names = [str(UUID(bytes=products[at].tobytes())) for at in chosen]
    codes = ["" if one.tobytes() == NONE else str(UUID(bytes=one.tobytes())) for one in groups]
    other = np.setdiff1d(np.arange(len(products)), chosen)
    trees = []
    for measure, grid in grids.items():
        rest = np.zeros((len(groups), end - begin))
        np.add.at(rest, group_of[other], grid[other])
        member = np.concatenate([group_of[chosen], np.arange(len(groups))])
        values = np.concatenate([grid[chosen], rest])
        trees.append(Tree(measure, names, codes, member, begin * 7 + MONDAY, values))
    return trees


def _choose(revenue: NDArray[np.float64], known: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the places of the products learnt one by one, in order."""
    newest = revenue[:, -YEAR:]
    alive = (newest[:, -SILENT_SEASONS:] > 0).any(1)
    fit = np.flatnonzero(known & alive & ((newest > 0).sum(1) >= FEWEST))
    best = fit[np.argsort(-newest[fit].sum(1), kind="stable")[:MOST]]
    return np.sort(best)
