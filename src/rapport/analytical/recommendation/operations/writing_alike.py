"""Keep what products nobody bought yet are like, and whose lists they end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.backends.utils import CursorWrapper
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from rapport.analytical.recommendation.contracts import Goods
from rapport.analytical.recommendation.operations.reading import Known
from rapport.analytical.recommendation.rules.learning.alike import Alike, tie_alike
from rapport.analytical.recommendation.rules.learning.lists import make_lists
from rapport.kernel.columns import DOUBLE, INTEGER, UUID, write_columns

MOST, MOST_PAIRS, MOST_ALIKE = 20, 50, 2
"""Places in a list of what somebody bought before, ties a product, places of what nobody bought yet."""
TIES = {"product": INTEGER, "other": INTEGER, "rank": INTEGER, "weight": DOUBLE, "together": INTEGER}
NEW = {"customer": INTEGER, "product": INTEGER, "rank": INTEGER, "score": DOUBLE, "because": INTEGER}


@dataclass(frozen=True)
class Shelf:
    """What may be sold now: of what was bought, by number (`mask`); and what nobody bought yet."""

    mask: NDArray[np.bool_]
    sold: Sequence[Goods]
    numbers: NDArray[np.int64]
    new: Sequence[Goods]

    @property
    def new_ids(self) -> NDArray[Any]:
        """The ids of what nobody bought yet, as the database holds them."""
        return np.frombuffer(b"".join(one.id.bytes for one in self.new), UUID)


def sort_goods(known: Known, offered: Sequence[Goods]) -> Shelf:
    """Tell what was bought from what nobody bought yet."""
    number = {key.tobytes(): place for place, key in enumerate(known.products["product_id"])}
    sold = [one for one in offered if one.id.bytes in number]
    numbers = np.array([number[one.id.bytes] for one in sold], np.int64)
    mask = np.zeros(len(known.products), bool)
    mask[numbers] = True
    return Shelf(mask, sold, numbers, [one for one in offered if one.id.bytes not in number])


def write_alike(cursor: CursorWrapper, known: Known, shelf: Shelf, history: Any, usual: float) -> None:
    """Tie new products to those that were bought, both ways, and put the closest two at the end of each list.

    The weights stay below the `usual` one of a tie by purchases, which knows more.
    """
    if not shelf.new or not shelf.sold:
        return
    ties = tie_alike(shelf.new, shelf.sold)
    new = np.repeat(np.arange(ties.shape[0]), np.diff(ties.indptr))
    order = np.lexsort((ties.indices, -ties.data, new))
    place = np.arange(len(order)) - ties.indptr[new] + 1
    new, weights = new[order] + len(known.products), ties.data[order] * usual / 2
    bought, none = shelf.numbers[ties.indices[order]], np.zeros(len(order), np.int64)
    write_columns(cursor, "pg_temp.recommendation_tie", TIES, (new, bought, place, weights, none))
    after = place + MOST_PAIRS
    write_columns(cursor, "pg_temp.recommendation_tie", TIES, (bought, new, after, weights, none))
    part = history[:, shelf.numbers].tocsr()
    everybody = make_lists(
        Alike(ties.T.tocsr()),
        ties.T.tocsr(),
        history=part,
        seen=csr_matrix((part.shape[0], len(shelf.new)), dtype=np.float32),
        customers=known.listed,
        offered=np.ones(len(shelf.new), bool),
        most=MOST_ALIKE,
    )
    for lists in everybody:
        product, score = lists.product + len(known.products), np.round(lists.score.astype(np.float64), 4)
        because = np.where(lists.because < 0, -1, shelf.numbers[lists.because])
        columns = (lists.customer, product, lists.rank + MOST, score, because)
        write_columns(cursor, "pg_temp.recommendation_new", NEW, columns)
