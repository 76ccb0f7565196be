"""Background entry points: judging what came or changed, then counting all."""

from uuid import UUID

from django.db import connection

from rapport.customers.quality.models import Score
from rapport.kernel.jobs.api import JobRun
from rapport.kernel.work.api import unit_of_work

MEASURE, JUDGE = "quality.measure", "quality.judge"
HOUR = 3_600
_NEXT = """
select id from party
 where id > %(last)s and (%(since)s::timestamptz is null or updated_at >= %(since)s or id >= %(since_id)s)
 order by id limit %(most)s
"""
_LEAST = UUID(int=0)


def run_measure(run: JobRun) -> dict[str, int]:
    """Judge the customers that came or changed since the last time, all at first, then count."""
    from rapport.customers.quality.operations.counting import count_scores
    from rapport.customers.quality.operations.judging import BATCH, judge_customers

    with unit_of_work(run.actor) as work:
        began = work.now
        since = Score.objects.order_by("-as_of").values_list("as_of", flat=True).first()
    least = UUID(int=int(since.timestamp() * 1000) << 80) if since else _LEAST
    judged, last = 0, _LEAST
    while True:
        run.progress.raise_if_cancelled()
        with unit_of_work(run.actor) as work, connection.cursor() as cursor:
            cursor.execute(_NEXT, {"last": last, "since": since, "since_id": least, "most": BATCH})
            ids = [row[0] for row in cursor.fetchall()]
            judge_customers(ids, now=work.now)
        judged += len(ids)
        run.progress.report(judged)
        if len(ids) < BATCH:
            break
        last = ids[-1]
    with unit_of_work(run.actor):
        return {"judged": judged, "customers": count_scores(now=began)}


def run_judge(run: JobRun) -> dict[str, int]:
    """Judge the few customers named; safe to repeat."""
    from rapport.customers.quality.operations.judging import judge_customers

    with unit_of_work(run.actor) as work:
        return {"flaws": judge_customers([UUID(one) for one in run.args["ids"]], now=work.now)}
