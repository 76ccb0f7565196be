"""Learn how contracts end, score those that run, tell the pages of their customers."""

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from django.db import connection
from django.utils.translation import gettext as _

from rapport.analytical.churn import events
from rapport.analytical.churn.contracts import Refusal
from rapport.analytical.churn.contracts.ending import TermReason
from rapport.analytical.churn.models import ContractModel
from rapport.analytical.churn.operations.ending_reading import Read, Scored, number_of, read_contracts
from rapport.analytical.churn.operations.ending_telling import tell_insights
from rapport.analytical.churn.operations.learning import take_turn
from rapport.analytical.churn.rules.ending import Contracts, LearntEnding, learn_ending
from rapport.analytical.churn.rules.survival import estimate_survival
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import Progress
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import unit_of_work

STEP = 20
POINTS = 60
BEFORE = """
select party_id, round(max(risk) * 20)::integer from customer_contract where risk is not null group by 1
"""
WRITE = """
update customer_contract c
   set risk = f.risk, others = coalesce(f.others, 0), ended = coalesce(f.ended, 0),
       reasons = coalesce(f.reasons, '[]'::jsonb), scored_on = %s
  from customer_contract b
  left join unnest(%s::uuid[], %s::double precision[], %s::integer[], %s::integer[], %s::jsonb[])
       as f(id, risk, others, ended, reasons) on f.id = b.id
 where c.id = b.id and (f.id is not null or c.risk is not null)
"""


def learn_contracts(*, actor: Actor, progress: Progress | None = None) -> UUID:
    """Learn from all contracts that began how they end, and score those that run; returns the model, or the
    refusal that is kept. Safe to run again; where nothing can be said any more, what was said goes."""
    progress = progress or Progress()
    progress.report(0, 2, _("Reading contracts"))
    with unit_of_work(actor) as work:
        tenant, now = get_own_tenant(actor.tenant_id), work.now
        today = now.astimezone(ZoneInfo(tenant.zone)).date()
        read = read_contracts(tenant, today)
    found = learn_ending(read.given, number_of(today)) if read.rows else Refusal.NOTHING
    scored = _score(read, found, number_of(today))
    progress.raise_if_cancelled()
    progress.report(1, 2, _("Telling customers' pages"))
    with unit_of_work(actor) as work:
        take_turn(tenant.id)
        row = _write_model(read, found, scored, now, number_of(today))
        news = _write(read, scored, today)
        tell_insights(read, scored, news, row, tenant=tenant, now=now, actor=actor)
        work.record(
            events.ContractsLearnt(
                model_id=row.id,
                refusal=row.refusal,
                kind=row.kind,
                contracts=row.running,
                horizon_days=row.horizon_days,
                brier=(row.errors or {}).get("brier"),
                base_brier=(row.errors or {}).get("base_brier"),
                as_of=now,
            )
        )
    progress.report(2, 2)
    return row.id


def _score(read: Read, found: LearntEnding | Refusal, today: int) -> Scored:
    if isinstance(found, Refusal):
        return Scored([], [], [], [], [])
    running = read.given.list_running(today)
    table = read.given.describe(today, running)
    others, ended = read.given.count_around(today, running)
    return Scored(
        running.tolist(),
        found.model.score(table).tolist(),
        others.tolist(),
        ended.tolist(),
        found.model.explain(table),
    )


def _write(read: Read, scored: Scored, today: date) -> dict[UUID, float | None]:
    """Write what is said; returns the customers of whom something else is to be told, with their risk."""
    ids = [read.rows[place][0] for place in scored.places]
    told = [_encode(reasons) for reasons in scored.reasons]
    with connection.cursor() as cursor:
        cursor.execute(BEFORE)
        before = dict(cursor.fetchall())
        cursor.execute(WRITE, [today, ids, scored.risk, scored.others, scored.ended, told])
        cursor.execute(BEFORE)
        after = dict(cursor.fetchall())
    news: dict[UUID, float | None] = {
        party_id: step / STEP for party_id, step in after.items() if before.get(party_id) != step
    }
    return news | dict.fromkeys(before.keys() - after.keys())


def _encode(reasons: tuple[TermReason, ...]) -> str:
    parts = (f'{{"term": "{one.term}", "weight": {one.weight:.4f}}}' for one in reasons)
    return f"[{', '.join(parts)}]"


def _write_model(
    read: Read, found: LearntEnding | Refusal, scored: Scored, now: datetime, today: int
) -> ContractModel:
    row = ContractModel(as_of=now, contracts=len(read.rows), running=len(scored.places))
    if read.rows:
        row.curve, row.median_days = _draw_curve(read.given, today)
    if isinstance(found, Refusal):
        row.refusal = str(found)
    else:
        prices = read.given.price[scored.places]
        row.kind, row.horizon_days = found.model.kind, found.horizon_days
        row.expected = float(np.sum(scored.risk))
        row.at_stake_minor = round(float(np.dot(scored.risk, prices)))
        row.errors, row.candidates = asdict(found.errors), dict(found.candidates)
        row.groups = [asdict(group) for group in found.groups]
    row.save()
    return row


def _draw_curve(given: Contracts, today: int) -> tuple[list[dict[str, float]], int | None]:
    """Return the share still going on by days since the start (Kaplan and Meier), at most sixty points."""
    ended = np.isfinite(given.ended)
    times = np.maximum(np.where(ended, given.ended, today) - given.started, 0)
    found = estimate_survival(times, ended.astype(np.float64))
    places = np.unique(np.linspace(0, len(found.times) - 1, POINTS).astype(int))
    points = [
        {
            "days": int(found.times[at]),
            "share": float(found.shares[at]),
            "low": float(found.low[at]),
            "high": float(found.high[at]),
        }
        for at in places
    ]
    median = found.median()
    return points, int(median) if np.isfinite(median) else None
