"""Learn who leaves from what was known at moments of the past, judge it, and score everybody of today."""

from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from rapport.analytical.churn import events
from rapport.analytical.churn.contracts import ModelState, Refusal
from rapport.analytical.churn.models import ChurnModel
from rapport.analytical.churn.operations.forecasts import judge_due, keep_forecasts
from rapport.analytical.churn.operations.ledger import open_ledger
from rapport.analytical.churn.operations.noticing import tell_trouble
from rapport.analytical.churn.operations.reading import Known, read_calendar, read_known
from rapport.analytical.churn.operations.scoring import forget_risks, write_risks
from rapport.analytical.churn.rules.drift import measure_inputs, measure_shift
from rapport.analytical.churn.rules.features import NAMES, Features
from rapport.analytical.churn.rules.learning import Learnt, RiskModel, digest, learn
from rapport.analytical.churn.rules.rhythm import Calendar, find_refusal
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import Progress
from rapport.kernel.settings.api import get_setting
from rapport.kernel.tenancy.api import TenantProfile, get_own_tenant
from rapport.kernel.work.api import Work, unit_of_work

SEED = 6
STEPS = 4


@dataclass(frozen=True)
class Seen:
    """What was read: the moments, the past to learn from (the newest cut first), and everybody of today."""

    calendar: Calendar | None
    first: datetime | None
    past: list[Features]
    today: Known | None
    refusal: Refusal | None


def learn_churn(*, actor: Actor, progress: Progress | None = None) -> UUID:
    """Learn who is about to leave and score everybody; returns the model, or the refusal that is kept.

    Where a member holds a model, or new ones need an approval, what was learnt waits and everybody is scored
    by the one in use.

    Purchases are read in one transaction and everything is written in another; in between nothing is held.
    Safe to run again. A business in which nothing can be said any more loses what was said.
    """
    progress = progress or Progress()
    progress.report(0, STEPS, _("Reading purchases as they were known"))
    with unit_of_work(actor) as work:
        tenant, now = get_own_tenant(actor.tenant_id), work.now
        seen = read_past(tenant, now)
    progress.raise_if_cancelled()
    progress.report(2, STEPS, _("Comparing models on the time held out"))
    found = seen.refusal or learn(seen.past)
    progress.raise_if_cancelled()
    progress.report(3, STEPS, _("Telling customers' pages"))
    with unit_of_work(actor) as work:
        take_turn(tenant.id)
        held = _find_held()
        row = _write_model(seen, found, now, tenant)
        if held is None or seen.today is None:
            _retire_all_but(row)
            _score(row, seen, found, tenant=tenant, now=now, actor=actor)
            tell_trouble(row, now=now)
        else:
            _hold(row, held, seen, tenant=tenant, now=now, actor=actor)
        _record(row, work)
    progress.report(STEPS, STEPS)
    return row.id


def _find_held() -> ChurnModel | None:
    """Return the model in use where newer ones have to wait."""
    current = ChurnModel.objects.filter(state=ModelState.CURRENT).first()
    if current is None or current.held or get_setting("churn.approval"):
        return current
    return None


def _score(
    row: ChurnModel,
    seen: Seen,
    found: Learnt | Refusal,
    *,
    tenant: TenantProfile,
    now: datetime,
    actor: Actor,
) -> None:
    """Score everybody by what was learnt, or take back what was said."""
    if isinstance(found, Refusal) or seen.today is None:
        forget_risks(row, now=now, tenant=tenant, actor=actor)
        row.save()
        return
    row.scored = write_risks(row, found.model, seen.today, tenant=tenant, now=now, actor=actor)
    row.shift = measure_shift(found.judged, found.model.score(seen.today.features))
    row.save()
    keep_forecasts(row, now)


def _hold(
    row: ChurnModel, held: ChurnModel, seen: Seen, *, tenant: TenantProfile, now: datetime, actor: Actor
) -> None:
    """Let what was learnt wait, and score everybody by the model a member holds. How far customers have
    moved is read from the newest cut, since the one it was judged on is no longer at hand."""
    if row.state == ModelState.CURRENT:
        ChurnModel.objects.filter(state=ModelState.WAITING).update(state=ModelState.RETIRED)
        row.state = ModelState.WAITING
    row.save()
    if seen.today is None:
        return
    model = RiskModel.from_json(held.kind, held.parameters)
    held.scored = write_risks(held, model, seen.today, tenant=tenant, now=now, actor=actor)
    held.shift = measure_shift(model.score(seen.past[0].values), model.score(seen.today.features))
    held.snapshot = {**(held.snapshot or {}), "drift": _measure_drift(seen)}
    held.save()
    keep_forecasts(held, now)
    tell_trouble(held, now=now)


def _retire_all_but(row: ChurnModel) -> None:
    """Put away whatever was in use or waited, before this model is written."""
    before = ChurnModel.objects.filter(state__in=(ModelState.CURRENT, ModelState.WAITING))
    before.exclude(id=row.id).update(state=ModelState.RETIRED, held=False)


def take_turn(tenant_id: UUID) -> None:
    """Wait for whoever else writes the tenant's risks."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended('churn', hashtext(%s::text)))", [tenant_id]
        )


def read_past(tenant: TenantProfile, now: datetime) -> Seen:
    """Read the cuts to learn from and everybody of today, within the running transaction."""
    with connection.cursor() as cursor:
        open_ledger(cursor, tenant)
        judge_due(cursor, now)
        calendar, gaps, first = read_calendar(cursor, tenant=tenant, now=now)
    refusal = find_refusal(calendar, gaps)
    if calendar is None or refusal:
        return Seen(calendar, first, [], None, refusal)
    past = [
        read_known(calendar, cut, zone=tenant.zone, ended=True).with_endings(SEED + index)
        for index, cut in enumerate(calendar.cuts)
    ]
    today = read_known(calendar, calendar.now, zone=tenant.zone, ended=False)
    return Seen(calendar, first, past, today, None)


def _write_model(seen: Seen, found: Learnt | Refusal, now: datetime, tenant: TenantProfile) -> ChurnModel:
    zone, calendar = ZoneInfo(tenant.zone), seen.calendar
    newest = ChurnModel.objects.aggregate(Max("number"))["number__max"] or 0
    row = ChurnModel(number=newest + 1, as_of=now, state=ModelState.REFUSED)
    if calendar is not None and seen.first is not None:
        row.horizon_days = calendar.horizon_days
        row.first_day = seen.first.astimezone(zone).date()
        row.last_day = calendar.now.astimezone(zone).date()
    if isinstance(found, Refusal):
        row.refusal = str(found)
    elif calendar is not None:
        row.kind = found.model.kind
        row.state = ModelState.CURRENT
        row.cut_day = calendar.cuts[0].astimezone(zone).date()
        row.customers = len(seen.past[0])
        row.parameters = found.model.as_json()
        row.errors = asdict(found.errors)
        row.groups = [asdict(group) for group in found.groups]
        row.candidates = dict(found.candidates)
        row.snapshot = _describe_snapshot(seen, calendar)
    return row


def _describe_snapshot(seen: Seen, calendar: Calendar) -> dict[str, object]:
    return {
        "rows": sum(map(len, seen.past)),
        "digest": digest(seen.past),
        "cuts": [cut.isoformat() for cut in calendar.cuts],
        "seed": SEED,
        "code": version("rapport"),
        "drift": _measure_drift(seen),
    }


def _measure_drift(seen: Seen) -> dict[str, float]:
    """Return how far customers of today lie from those of the newest cut in all that is looked at."""
    if seen.today is None or not len(seen.today.features):
        return {}
    return dict(measure_inputs(NAMES, seen.past[0].values, seen.today.features))


def _record(row: ChurnModel, work: Work) -> None:
    errors = row.errors or {}
    work.record(
        events.ChurnLearnt(
            model_id=row.id,
            number=row.number,
            kind=row.kind,
            refusal=row.refusal,
            customers=row.scored,
            horizon_days=row.horizon_days,
            brier=errors.get("brier"),
            base_brier=errors.get("base_brier"),
            auc=errors.get("auc"),
            as_of=row.as_of,
        )
    )
