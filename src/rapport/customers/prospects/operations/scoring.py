"""Scores of many prospects: what is known is read in one pass, judged by pure rules, written in one."""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection

from rapport.customers.consent.api import select_allowed
from rapport.customers.party.api import CustomerState, load_states
from rapport.customers.prospects.models import Prospect
from rapport.customers.prospects.rules import POINTS, Known, score
from rapport.kernel.settings.api import get_setting
from rapport.kernel.work.api import Work

PURPOSES = ("newsletter", "marketing")
_WRITE = """
update prospect p set score = n.score, reasons = n.reasons, scored_at = %s
  from unnest(%s::uuid[], %s::int2[], %s::jsonb[]) as n(id, score, reasons)
 where p.id = n.id and (p.scored_at is null or p.score <> n.score or p.reasons <> n.reasons)
"""


def list_due(after: UUID, limit: int) -> list[tuple[UUID, UUID]]:
    """Return (prospect, party) of the next open prospects by id."""
    rows = Prospect.objects.filter(state="open", id__gt=after).order_by("id")
    return list(rows.values_list("id", "party_id")[:limit])


def score_prospects(party_ids: Sequence[UUID], work: Work) -> None:
    """Score the open prospects among these parties; writes only what changed."""
    rows = list(Prospect.objects.filter(party_id__in=list(party_ids), state="open"))
    if not rows:
        return
    parties = [row.party_id for row in rows]
    states = load_states(parties)
    allowed: set[UUID] = set()
    for purpose in PURPOSES:
        allowed |= select_allowed(parties, purpose, "email")
    points = read_points()
    fresh_days = get_setting("prospects.fresh_days")
    scored = [
        score(
            _known(row, states[row.party_id], row.party_id in allowed),
            now=work.now,
            points=points,
            fresh_days=fresh_days,
        )
        for row in rows
    ]
    reasons = [json.dumps([[one.code, one.points] for one in why]) for _points, why in scored]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [work.now, [row.id for row in rows], [one for one, _why in scored], reasons])


def read_points() -> Mapping[str, int]:
    """Return the points of each rule, as the business set them."""
    return {code: int(get_setting(f"prospects.{code}")) for code in POINTS}


def _known(row: Prospect, state: CustomerState, consent: bool) -> Known:
    points = state.contact_points
    mails = [point for point in points if point.kind == "email"]
    return Known(
        interest=row.interest,
        email=bool(mails),
        verified=any(point.verified_at for point in mails),
        phone=any(point.kind == "phone" for point in points),
        company=state.kind == "company",
        consent=consent,
        last_touch_at=max(filter(None, (state.last_touch_at, row.captured_at))),
    )
