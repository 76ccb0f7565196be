"""Learn how the business goes on: read, study, write; one run a night."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils.translation import gettext as _

from rapport.analytical.forecast import events
from rapport.analytical.forecast.contracts import Refusal
from rapport.analytical.forecast.models import ForecastRun
from rapport.analytical.forecast.operations.noticing import tell_departures
from rapport.analytical.forecast.operations.reading import Known, read_known
from rapport.analytical.forecast.operations.writing import forget_old, write_panel
from rapport.analytical.forecast.queries.sources import find_demand_source
from rapport.analytical.forecast.rules.panel import Said
from rapport.analytical.forecast.rules.whole import speak_of_all
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import Progress
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import unit_of_work

TURN = "select pg_advisory_xact_lock(hashtextextended('forecast', hashtext(%s::text)))"


def learn_forecasts(*, actor: Actor, progress: Progress | None = None) -> UUID:
    """Learn from everything up to yesterday how each figure goes on, and judge what was said before; returns
    the run.

    Orders are read in one transaction and everything is written in another; in between nothing is held. Safe
    to run again: a second run of a day says the same.
    """
    progress = progress or Progress()
    progress.report(0, 3, _("Reading orders"))
    with unit_of_work(actor) as work:
        tenant, now = get_own_tenant(actor.tenant_id), work.now
        known = read_known(find_demand_source(), tenant=tenant, now=now)
    progress.raise_if_cancelled()
    progress.report(1, 3, _("Comparing methods on days of the past"))
    told = speak_of_all(known.panels, known.trees)
    progress.raise_if_cancelled()
    progress.report(2, 3, _("Writing what is expected"))
    today = now.astimezone(ZoneInfo(tenant.zone)).date()
    with unit_of_work(actor) as work, connection.cursor() as cursor:
        cursor.execute(TURN, [actor.tenant_id])
        run = _write_run(known, [one for _panel, said in told for one in said], now, tenant.currency)
        fresh: dict[UUID, date] = {}
        for panel, said in told:
            fresh |= write_panel(panel, said, now=now, said_on=today)
        forget_old(known.last or today)
        tell_departures(fresh, work)
        work.record(
            events.ForecastLearnt(
                run_id=run.id,
                refusal=run.refusal,
                last_day=run.last_day,
                series=run.series,
                silent=run.silent,
                as_of=run.as_of,
            )
        )
    progress.report(3, 3)
    return run.id


def _write_run(known: Known, said: list[Said], now: datetime, currency: str) -> ForecastRun:
    silent = sum(one.refusal is not None for one in said)
    run = ForecastRun(
        as_of=now,
        refusal=str(Refusal.NOTHING) if not said else "",
        currency=currency,
        first_day=known.first,
        last_day=known.last,
        stale=known.stale,
        future=known.future,
        series=len(said) - silent,
        silent=silent,
    )
    run.save()
    return run
