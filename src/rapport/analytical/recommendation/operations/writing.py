"""Keep what was learnt where pages read it: what goes together, and everybody's list."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from django.db.backends.utils import CursorWrapper

from rapport.analytical.recommendation.contracts import Goods
from rapport.analytical.recommendation.operations import statements as sql
from rapport.analytical.recommendation.operations.reading import Known
from rapport.analytical.recommendation.operations.writing_alike import (
    MOST,
    MOST_PAIRS,
    NEW,
    TIES,
    sort_goods,
    write_alike,
)
from rapport.analytical.recommendation.rules.learning.lists import make_lists
from rapport.analytical.recommendation.rules.learning.models import Model
from rapport.analytical.recommendation.rules.learning.together import count_common, keep_strongest
from rapport.kernel.columns import INTEGER, write_columns
from rapport.kernel.columns import UUID as ID
from rapport.kernel.tenancy.api import TenantProfile

MOST_AGAIN, MOST_POPULAR = 10, 100
FEWEST_AGAIN, SHARE_AGAIN = 5, 0.15
EARLY, LATE = 7, 2.0
"""What is bought again is due from a week before its time until twice the time has passed."""
BUYERS = {"buyer": ID, "number": INTEGER}
ITEMS = {"product_id": ID, "number": INTEGER}


def take_turn(cursor: CursorWrapper, tenant_id: UUID) -> None:
    """Wait for whoever else writes the tenant's lists."""
    cursor.execute(sql.TAKE_TURN, [tenant_id])


def write_habits(
    cursor: CursorWrapper, offered: Collection[UUID], *, tenant: TenantProfile, now: datetime
) -> None:
    """Write what needs no model, in the transaction in which what was bought is read: after how long products
    are bought again and for whom they are due, and what most buy in each country."""
    products = sorted(offered)
    cursor.execute(sql.WRITE_RHYTHMS, {"fewest": FEWEST_AGAIN, "share": SHARE_AGAIN})
    cursor.execute(sql.WRITE_POPULAR, {"offered": products, "most": MOST_POPULAR})
    due = {"early": EARLY, "late": LATE, "most": MOST_AGAIN}
    cursor.execute(sql.WRITE_AGAIN, {"offered": products, "now": now, "zone": tenant.zone, **due})


def write_learnt(
    cursor: CursorWrapper, known: Known, model: Model, ties: Any, offered: Sequence[Goods]
) -> None:
    """Write what goes together and everybody's list of what is new to them."""
    shelf = sort_goods(known, offered)
    cursor.execute("set local enable_nestloop = off")
    cursor.execute("set local work_mem = '128MB'")
    cursor.execute(sql.MAKE_NUMBERS)
    numbers = np.arange(len(known.customers))
    write_columns(cursor, "pg_temp.recommendation_buyer", BUYERS, (known.customers["buyer"], numbers))
    items = np.concatenate([known.products["product_id"], shelf.new_ids])
    write_columns(cursor, "pg_temp.recommendation_item", ITEMS, (items, np.arange(len(items))))
    history, seen = known.kept.matrix(), known.all.matrix()
    write_columns(cursor, "pg_temp.recommendation_tie", TIES, _rank_ties(ties, history))
    write_alike(cursor, known, shelf, history, float(np.median(ties.data)) if ties.nnz else 1.0)
    everybody = make_lists(
        model, ties, history=history, seen=seen, customers=known.listed, offered=shelf.mask, most=MOST
    )
    for lists in everybody:
        scores = np.round(lists.score.astype(np.float64), 4)
        columns = (lists.customer, lists.product, lists.rank, scores, lists.because)
        write_columns(cursor, "pg_temp.recommendation_new", NEW, columns)
    cursor.execute(sql.ANALYZE)
    cursor.execute(sql.WRITE_TIES, {"bought": len(known.products)})
    cursor.execute(sql.WRITE_NEW, {"bought": len(known.products)})


def _rank_ties(ties: Any, history: Any) -> tuple[Any, ...]:
    """Return the columns of the ties to keep, each product's strongest first, with how many bought both."""
    kept = keep_strongest(ties, MOST_PAIRS)
    rows = np.repeat(np.arange(kept.shape[0]), np.diff(kept.indptr))
    order = np.lexsort((kept.indices, -kept.data, rows))
    rows, others, weights = rows[order], kept.indices[order], kept.data[order]
    common = np.asarray(count_common(history)[rows, others]).ravel() if len(rows) else np.zeros(0)
    return rows, others, np.arange(len(rows)) - kept.indptr[rows] + 1, weights, common
