"""Write everybody's risk, and tell the pages of those of whom something else is to be said."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection
from django.utils import translation
from numpy.typing import NDArray

from rapport.analytical.churn.contracts import Ground, Measures, RiskReason
from rapport.analytical.churn.contracts.wording import write_reason
from rapport.analytical.churn.models import ChurnModel
from rapport.analytical.churn.operations import statements as sql
from rapport.analytical.churn.operations.reading import Known
from rapport.analytical.churn.rules.features import Floats
from rapport.analytical.churn.rules.learning import RiskModel
from rapport.analytical.churn.rules.reasons import choose_reasons
from rapport.analytical.value.api import load_expected
from rapport.customers.party.api import InsightDraft, record_insights
from rapport.kernel.columns import BIGINT, DOUBLE, INTEGER, write_columns
from rapport.kernel.columns import UUID as ID
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import TenantProfile

NAME = "churn"
STEP = 20
"""Pages are told in twentieths: less than five percent is no news, and risk moves a little every day."""
MEASURES = ("since", "silent", "days", "longest", "recent", "before")
SCORED = {
    "party_id": ID,
    "risk": DOUBLE,
    **dict.fromkeys(MEASURES, INTEGER),
    "gross_minor": BIGINT,
    "returned_minor": BIGINT,
    **{f"by_{ground}": DOUBLE for ground in Ground},
}


def write_risks(
    row: ChurnModel, model: RiskModel, today: Known, *, tenant: TenantProfile, now: datetime, actor: Actor
) -> int:
    """Write the risk of everybody of today by a model, tell the news; returns for how many."""
    risk, shares = model.score(today.features), model.explain(today.features)
    with connection.cursor() as cursor:
        cursor.execute("set local enable_nestloop = off")
        for table in ("churn_scored", "churn_expected"):
            cursor.execute(f"drop table if exists pg_temp.{table}")
        cursor.execute(sql.MAKE_SCORED)
        cursor.execute(sql.MAKE_EXPECTED)
        names = ("party_id", *MEASURES, "gross_minor", "returned_minor")
        key, *measures = (today.rows[name] for name in names)
        columns = (key, risk, *measures, *(shares[ground] for ground in Ground))
        write_columns(cursor, "pg_temp.churn_scored", SCORED, columns)
        load_expected("churn_expected")
        cursor.execute("analyze churn_scored")
        cursor.execute(sql.NEWS)
        news = {party_id for (party_id,) in cursor.fetchall()}
        cursor.execute(sql.FORGET)
        gone = sorted(party_id for (party_id,) in cursor.fetchall())
        cursor.execute(sql.WRITE, {"model": row.id, "as_of": now})
    drafts = _describe(
        today.rows, risk, shares, news, currency=tenant.currency, horizon_days=row.horizon_days
    )
    _tell(drafts, gone, row, tenant=tenant, now=now, actor=actor)
    return len(risk)


def forget_risks(row: ChurnModel, *, tenant: TenantProfile, now: datetime, actor: Actor) -> None:
    """Take back what was said of customers, since nothing can be said any more."""
    with connection.cursor() as cursor:
        cursor.execute("delete from customer_risk returning party_id")
        gone = sorted(party_id for (party_id,) in cursor.fetchall())
    _tell(iter(()), gone, row, tenant=tenant, now=now, actor=actor)


def _tell(
    drafts: Iterator[InsightDraft],
    gone: list[UUID],
    row: ChurnModel,
    *,
    tenant: TenantProfile,
    now: datetime,
    actor: Actor,
) -> None:
    with translation.override(tenant.locale):
        record_insights(drafts, model=row.kind, model_version=str(row.number), as_of=now, actor=actor)
        empty = (InsightDraft(party_id, NAME) for party_id in gone)
        record_insights(empty, model=row.kind, model_version=str(row.number), as_of=now, actor=actor)


def _describe(
    rows: NDArray[Any],
    risk: Floats,
    shares: dict[Ground, Floats],
    news: set[UUID],
    *,
    currency: str,
    horizon_days: int,
) -> Iterator[InsightDraft]:
    rounded = np.rint(risk * STEP) / STEP
    for index, key in enumerate(rows["party_id"]):
        party_id = UUID(bytes=key.tobytes())
        if party_id not in news:
            continue
        one = rows[index]
        measures = Measures(*(int(one[name]) for name in (*MEASURES, "gross_minor", "returned_minor")))
        reasons = choose_reasons([RiskReason(g, float(shares[g][index])) for g in Ground])
        told = tuple(
            {
                "code": str(reason.ground),
                "weight": round(reason.weight, 3),
                "text": write_reason(reason, measures, currency=currency, horizon_days=horizon_days),
            }
            for reason in reasons
        )
        yield InsightDraft(party_id, NAME, float(rounded[index]), "", "", told)
