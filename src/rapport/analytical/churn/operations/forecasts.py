"""Guesses kept until their horizon has passed, and judged then by what came."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.backends.utils import CursorWrapper

from rapport.analytical.churn.models import ChurnModel, RiskForecast

EVERY = timedelta(days=7)
MOST = 5_000
"""So many customers tell how good a week's guesses were; the same ones every week, by a hash of their ids."""
KEEP = """
insert into risk_forecast (id, party_id, model_id, made_at, due_at, risk)
select uuidv7(), party_id, model_id, %(now)s, %(due)s, risk
  from customer_risk order by hashtextextended(party_id::text, 6), party_id limit %(most)s
"""
# The guesses of one moment that are due, beside what was bought since; ties share their ranks.
JUDGE = """
with due as (
    delete from risk_forecast where due_at <= %(now)s returning party_id, model_id, made_at, due_at, risk
), bought as (
    select party_id, order_id, min(at) as at
      from churn_told where known_at <= %(now)s group by party_id, order_id having sum(gross_minor) > 0
), ended as (
    select d.model_id, d.made_at, d.party_id, min(d.risk) as risk, min((b.order_id is null)::integer) as gone
      from due d left join bought b
        on b.party_id = d.party_id and b.at > d.made_at and b.at <= d.due_at
     group by d.model_id, d.made_at, d.party_id
), ranked as (
    select *, rank() over (partition by model_id, made_at order by risk)
              + (count(*) over (partition by model_id, made_at, risk) - 1) / 2.0 as place
      from ended
), summed as (
    select model_id, made_at, count(*) as customers, avg(risk) as guessed, avg(gone)::float8 as gone,
           avg((risk - gone) ^ 2) as brier, sum(gone)::float8 as ends,
           coalesce(sum(place) filter (where gone = 1), 0)::float8 as places
      from ranked group by model_id, made_at
)
insert into risk_verdict (id, model_id, made_at, judged_at, customers, guessed, "left", brier,
                          base_brier, auc)
select uuidv7(), model_id, made_at, %(now)s, customers, guessed, gone, brier, gone * (1 - gone),
       case when ends in (0, customers) then 0.5
            else (places - ends * (ends + 1) / 2) / (ends * (customers - ends)) end
  from summed
"""


def judge_due(cursor: CursorWrapper, now: datetime) -> None:
    """Judge the guesses whose horizon has passed by the ledger of the running transaction."""
    cursor.execute(JUDGE, {"now": now})


def keep_forecasts(model: ChurnModel, now: datetime) -> None:
    """Keep some of today's guesses to be judged, once a week."""
    if RiskForecast.objects.filter(made_at__gt=now - EVERY).exists():
        return
    due = now + timedelta(days=model.horizon_days)
    with connection.cursor() as cursor:
        cursor.execute(KEEP, {"now": now, "due": due, "most": MOST})
