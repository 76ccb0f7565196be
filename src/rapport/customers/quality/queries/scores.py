"""Reads of scores and flaws: as last counted, and as they stand."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q

from rapport.customers.quality.contracts import FieldScore, FlawCount, QualityView
from rapport.customers.quality.models import Flaw, Score
from rapport.customers.quality.rules.flaws import FLAWS
from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.work.api import unit_of_work

LATELY = timedelta(days=30)
ALL, UNIT = "all", "unit"


def read_scores(actor: Actor) -> QualityView:
    """Return the scores the actor may see, and the flaws: of everybody, or of the units in their reach alone.

    Raises `Forbidden` without the right to view customers.
    """
    scope = actor.require("view", "customer")
    with unit_of_work(actor) as work:
        rows = Score.objects.order_by("part", "key", "id")
        flaws = Flaw.objects.all()
        if scope is not Scope.ALL:
            units = actor.unit_ids if scope >= Scope.SUBTREE else tuple(filter(None, [actor.unit_id]))
            rows = rows.filter(part=UNIT, key__in=[str(one) for one in units])
            flaws = flaws.filter(party__unit_id__in=units)
        found = list(rows)
        lately = work.now - LATELY
        counts = flaws.values_list("reason").annotate(
            standing=Count("id", filter=Q(mended_at=None)),
            mended=Count("id", filter=Q(mended_at__gte=lately)),
        )
        known = {reason: FlawCount(reason, open_, mended) for reason, open_, mended in counts}
    scores = tuple(
        FieldScore(row.part, row.key, row.field, row.total, row.filled, row.valid) for row in found
    )
    as_of = max((row.as_of for row in found), default=None)
    return QualityView(as_of, scores, tuple(known.get(name, FlawCount(name, 0, 0)) for name in FLAWS))


def list_flaws(party_id: UUID) -> list[str]:
    """Return the flaws of one customer that stand; the caller has authorised the reader."""
    rows = Flaw.objects.filter(party_id=party_id, mended_at=None).order_by("reason")
    return list(rows.values_list("reason", flat=True))
