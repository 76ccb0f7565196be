"""Refresh the worth of a few customers after their purchases changed, without counting the others."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper

from rapport.analytical.value.models import WorthSummary
from rapport.analytical.value.operations import statements as sql
from rapport.analytical.value.operations.cuts import decode_cuts
from rapport.analytical.value.operations.insights import tell_customers
from rapport.analytical.value.operations.profit import count_profit, tell_profit
from rapport.analytical.value.operations.recount import begin_counting, recount_worth, sum_up
from rapport.analytical.value.operations.sources import find_purchase_source
from rapport.analytical.value.rules.history import PurchaseHistory
from rapport.analytical.value.rules.quintiles import Cuts
from rapport.analytical.value.rules.segments import name_segment
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import unit_of_work

FEW = 10_000
"""A tenant of up to so many customers is counted whole: that takes well under a second and moves the curve
too."""


def refresh_worth(party_ids: Sequence[UUID], *, actor: Actor) -> int:
    """Bring these customers' worth up to date; returns how many changed.

    In a small tenant everybody is counted again. In a large one the customers are scored against the cuts of
    the last full counting; the curve and the others follow with the next one.
    """
    source = find_purchase_source()
    if source is None or not party_ids:
        return 0
    with unit_of_work(actor) as work, connection.cursor() as cursor:
        summary = WorthSummary.objects.first()
        if summary is None or summary.customers <= FEW:
            return recount_worth(actor=actor)
        tenant = get_own_tenant(actor.tenant_id)
        begin_counting(cursor, actor.tenant_id)
        source.load_purchases("worth_purchase", currency=summary.currency, party_ids=party_ids)
        sum_up(cursor, tenant, work.now)
        _score(cursor, decode_cuts(summary.cuts))
        cursor.execute(sql.WRITE, {"now": work.now})
        cursor.execute(sql.FORGET_SOME, {"party_ids": list(party_ids)})
        count_profit(cursor, tenant=tenant, now=work.now, party_ids=party_ids)
        tell_profit(cursor, actor=actor, tenant=tenant, now=work.now)
        return tell_customers(cursor, actor=actor, tenant=tenant, now=work.now)


def _score(cursor: CursorWrapper, cuts: Cuts) -> None:
    """Put the few into the table a full counting would have made."""
    cursor.execute(sql.READ_HISTORY)
    histories = [PurchaseHistory(*row) for row in cursor.fetchall()]
    scores = [cuts.score(history) for history in histories]
    cursor.execute(sql.MAKE_FRESH)
    cursor.execute(
        sql.SET_SCORES,
        {
            "ids": [history.party_id for history in histories],
            "r": [score.recency for score in scores],
            "f": [score.frequency for score in scores],
            "m": [score.monetary for score in scores],
            "segments": [str(name_segment(score)) for score in scores],
        },
    )
