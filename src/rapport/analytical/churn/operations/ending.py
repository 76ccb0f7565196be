"""Learn how contracts end, score those that run, tell the pages of their customers."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _

from rapport.analytical.churn import events
from rapport.analytical.churn.contracts import Refusal
from rapport.analytical.churn.contracts.ending import ContractLine, TermReason
from rapport.analytical.churn.contracts.ending_words import write_term
from rapport.analytical.churn.models import ContractModel
from rapport.analytical.churn.operations.learning import take_turn
from rapport.analytical.churn.rules.ending import Contracts, LearntEnding, learn_ending
from rapport.analytical.churn.rules.survival import estimate_survival
from rapport.customers.party.api import InsightDraft, record_insights
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import Progress
from rapport.kernel.tenancy.api import TenantProfile, get_own_tenant
from rapport.kernel.work.api import unit_of_work

NAME = "contract_end"
STEP = 20
POINTS = 60
DAY_ZERO = date(2000, 1, 1)
READ = """
select id, party_id, plan, every, renews, started_on, term_ends_on, ended_on, code,
       coalesce(money_in_own(price_minor, currency, now(), %s), price_minor)::double precision
           / case every when 'month' then 1 when 'quarter' then 3 when 'half' then 6 else 12 end
  from customer_contract
 where started_on <= %s
 order by id
"""
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


@dataclass(frozen=True)
class Read:
    """What was read: rows as they are kept, and the same as columns."""

    rows: list[tuple[Any, ...]]
    given: Contracts


@dataclass(frozen=True)
class Scored:
    """What is said of running contracts: places of rows, risks, other contracts, those that ended, why."""

    places: list[int]
    risk: list[float]
    others: list[int]
    ended: list[int]
    reasons: list[tuple[TermReason, ...]]


def learn_contracts(*, actor: Actor, progress: Progress | None = None) -> UUID:
    """Learn from all contracts that began how they end, and score those that run; returns the model, or the
    refusal that is kept. Safe to run again; where nothing can be said any more, what was said goes."""
    progress = progress or Progress()
    progress.report(0, 2, _("Reading contracts"))
    with unit_of_work(actor) as work:
        tenant, now = get_own_tenant(actor.tenant_id), work.now
        today = now.astimezone(ZoneInfo(tenant.zone)).date()
        read = _read(tenant, today)
    found = learn_ending(read.given, number_of(today)) if read.rows else Refusal.NOTHING
    scored = _score(read, found, number_of(today))
    progress.raise_if_cancelled()
    progress.report(1, 2, _("Telling customers' pages"))
    with unit_of_work(actor) as work:
        take_turn(tenant.id)
        row = _write_model(read, found, scored, now, number_of(today))
        news = _write(read, scored, today)
        _tell(read, scored, news, row, tenant=tenant, now=now, actor=actor)
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


def number_of(day: date) -> int:
    """Return the number a day is reckoned by."""
    return (day - DAY_ZERO).days


def _read(tenant: TenantProfile, today: date) -> Read:
    with connection.cursor() as cursor:
        cursor.execute(READ, [tenant.currency, today])
        rows = cursor.fetchall()
    numbers = {party_id: place for place, party_id in enumerate(dict.fromkeys(row[1] for row in rows))}

    def days(place: int) -> "np.ndarray[Any, np.dtype[np.float64]]":
        return np.array([np.nan if row[place] is None else number_of(row[place]) for row in rows], float)

    given = Contracts(
        party=np.array([numbers[row[1]] for row in rows], np.int64),
        plan=[row[2] for row in rows],
        every=[row[3] for row in rows],
        renews=np.array([row[4] for row in rows], bool),
        price=np.array([row[9] for row in rows], float),
        started=days(5),
        bound=days(6),
        ended=_known_ends(days(7), number_of(today)),
    )
    return Read(rows, given)


def _known_ends(ended: "np.ndarray[Any, np.dtype[np.float64]]", today: int) -> Any:
    """Return ends that have come: one that lies ahead is a notice given, not an end."""
    return np.where(ended <= today, ended, np.nan)


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


def _tell(
    read: Read,
    scored: Scored,
    news: dict[UUID, float | None],
    row: ContractModel,
    *,
    tenant: TenantProfile,
    now: datetime,
    actor: Actor,
) -> None:
    worst: dict[UUID, int] = {}
    for at, place in enumerate(scored.places):
        party_id = read.rows[place][1]
        if party_id not in worst or scored.risk[at] > scored.risk[worst[party_id]]:
            worst[party_id] = at

    def draft() -> Iterator[InsightDraft]:
        for party_id, risk in sorted(news.items()):
            if risk is None:
                yield InsightDraft(party_id, NAME)
                continue
            line = _line(read, scored, worst[party_id], tenant, now)
            reasons = tuple(
                {"code": str(one.term), "weight": round(one.weight, 3), "text": write_term(one, line)}
                for one in line.reasons
            )
            yield InsightDraft(party_id, NAME, risk, "", "", reasons)

    with translation.override(tenant.locale):
        record_insights(draft(), model="contracts", model_version=str(row.id), as_of=now, actor=actor)


def _line(read: Read, scored: Scored, at: int, tenant: TenantProfile, now: datetime) -> ContractLine:
    kept = read.rows[scored.places[at]]
    return ContractLine(
        id=kept[0],
        party_id=kept[1],
        name="",
        kind="",
        code=kept[8],
        plan=kept[2],
        every=kept[3],
        renews=kept[4],
        price_minor=round(kept[9]),
        currency=tenant.currency,
        started_on=kept[5],
        term_ends_on=kept[6],
        risk=scored.risk[at],
        others=scored.others[at],
        ended=scored.ended[at],
        as_of=now.astimezone(ZoneInfo(tenant.zone)).date(),
        reasons=scored.reasons[at],
    )


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
