"""Learn what customers will buy, check the guess, and write what lies ahead of each of them."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
from django.db import connection
from django.utils.translation import gettext as _

from rapport.analytical.value import events
from rapport.analytical.value.contracts.fit import Refusal
from rapport.analytical.value.models import WorthFit
from rapport.analytical.value.operations import ahead_statements as sql
from rapport.analytical.value.operations.reading import Known, day_of, read_known
from rapport.analytical.value.operations.recount import take_turn
from rapport.analytical.value.operations.sources import find_purchase_source
from rapport.analytical.value.operations.telling_ahead import tell_ahead, tell_nothing
from rapport.analytical.value.rules.potential.histories import Floats
from rapport.analytical.value.rules.potential.learning import Learnt, Tried, compare_models, learn
from rapport.analytical.value.rules.potential.worth_ahead import Ahead
from rapport.analytical.value.rules.window import find_refusal
from rapport.kernel.columns import BIGINT, DOUBLE, write_columns
from rapport.kernel.columns import UUID as ID
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import Progress
from rapport.kernel.settings.api import get_setting
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import Work, unit_of_work

STEPS = 4
COLUMNS = {
    "party_id": ID,
    "alive": DOUBLE,
    "orders_ahead": DOUBLE,
    "ahead_minor": BIGINT,
    "ahead_low_minor": BIGINT,
    "ahead_high_minor": BIGINT,
    "lifetime_minor": BIGINT,
}


@dataclass(frozen=True)
class Found:
    """What was learnt: the models that stay, how good the guess was, and what lies ahead."""

    learnt: Learnt
    tried: list[Tried]
    ahead: Ahead
    lifetime: Floats


def look_ahead(*, actor: Actor, progress: Progress | None = None) -> UUID | None:
    """Fit the models to everybody's purchases and write what lies ahead of each customer; returns the fit.

    Where too little is known to say anything the fit is kept with the reason, and what was said before is
    taken back. None while no room sells anything. Purchases are read in one transaction and everything is
    written in another; in between nothing is held. Safe to run again.
    """
    source = find_purchase_source()
    if source is None:
        return None
    progress = progress or Progress()
    progress.report(0, STEPS, _("Reading purchases"))
    with unit_of_work(actor) as work:
        tenant, now = get_own_tenant(actor.tenant_id), work.now
        known = read_known(source, tenant=tenant, now=now)
        percent = int(get_setting("worth.discount"))
    found = _learn(known, percent / 100, progress)
    with unit_of_work(actor) as work, connection.cursor() as cursor:
        take_turn(cursor, tenant.id)
        fit = _write_fit(known, found, now, tenant.currency, percent)
        if isinstance(found, Refusal):
            tell_nothing(_forget(), tenant=tenant, now=now, fit_id=fit.id, actor=actor)
        else:
            _write_ahead(known, found)
            tell_ahead(
                known.rows, found.ahead, found.learnt, tenant=tenant, now=now, fit_id=fit.id, actor=actor
            )
        _record(fit, work)
    progress.report(STEPS, STEPS)
    return fit.id


def _learn(known: Known, yearly: float, progress: Progress) -> Found | Refusal:
    before = known.before
    refusal = find_refusal(known.window, len(before), int((before["cut_days"] > 1).sum()))
    if refusal or known.window is None:
        return refusal or Refusal.NOTHING
    progress.raise_if_cancelled()
    progress.report(1, STEPS, _("Comparing models on the time held out"))
    tried = compare_models(known.buying_before(known.window), known.done_after(), known.window)
    if not tried:
        return Refusal.NO_PEAK
    progress.raise_if_cancelled()
    progress.report(2, STEPS, _("Learning from all purchases"))
    buying = known.buying(known.window)
    learnt = learn(tried[0].kind, buying)
    if not learnt.found:
        return Refusal.NO_PEAK
    found = Found(learnt, tried, learnt.look_ahead(buying), learnt.discount(buying, yearly))
    progress.raise_if_cancelled()
    progress.report(3, STEPS, _("Telling customers' pages"))
    return found


def _write_fit(known: Known, found: Found | Refusal, now: datetime, currency: str, percent: int) -> WorthFit:
    window = known.window
    fit = WorthFit(
        as_of=now,
        currency=currency,
        first_day=day_of(window.first) if window else None,
        cut_day=day_of(window.cut) if window else None,
        last_day=day_of(window.last) if window else None,
        customers=len(known.rows),
        came_back=int((known.rows["days"] > 1).sum()),
        discount_percent=percent,
    )
    if isinstance(found, Refusal):
        fit.refusal = str(found)
    else:
        best = found.tried[0]
        fit.model = found.learnt.model.name
        fit.parameters = [asdict(one) for one in found.learnt.list_parameters()]
        fit.errors = asdict(best.errors)
        fit.groups = [asdict(group) for group in best.groups]
        fit.candidates = {one.kind.name: one.errors.root_error for one in found.tried}
        fit.orders_ahead = float(found.ahead.purchases.sum())
        fit.ahead_minor = round(float(found.ahead.money.sum()))
        fit.lifetime_minor = round(float(found.lifetime.sum()))
    fit.save()
    return fit


def _write_ahead(known: Known, found: Found) -> None:
    ahead = found.ahead
    money = [np.rint(one) for one in (ahead.money, ahead.low, ahead.high, found.lifetime)]
    with connection.cursor() as cursor:
        cursor.execute(sql.MAKE_AHEAD)
        columns = (known.rows["party_id"], ahead.alive, ahead.purchases, *money)
        write_columns(cursor, "pg_temp.worth_ahead", COLUMNS, columns)
        cursor.execute("analyze worth_ahead")
        cursor.execute(sql.WRITE)


def _forget() -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(sql.FORGET)
        return sorted(party_id for (party_id,) in cursor.fetchall())


def _record(fit: WorthFit, work: Work) -> None:
    errors = fit.errors or {}
    work.record(
        events.WorthLearnt(
            fit_id=fit.id,
            model=fit.model,
            refusal=fit.refusal,
            customers=fit.customers,
            currency=fit.currency,
            ahead_minor=fit.ahead_minor,
            root_error=errors.get("root_error"),
            naive_root_error=errors.get("naive_root_error"),
            as_of=fit.as_of,
        )
    )
