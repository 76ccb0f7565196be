"""Looking at watched metrics once a day is whole, each as its owner sees it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from rapport.analytical.forecast.api import list_departures
from rapport.analytical.forecast.contracts import Measure, Tier
from rapport.analytical.reporting.contracts import Answer, Metric, Question
from rapport.analytical.reporting.contracts.alerts import Side
from rapport.analytical.reporting.contracts.metrics import METRICS
from rapport.analytical.reporting.contracts.sources import SOURCES
from rapport.analytical.reporting.models import MetricAlert, MetricRise
from rapport.analytical.reporting.operations.owners import owner_of
from rapport.analytical.reporting.operations.telling import tell_rise
from rapport.analytical.reporting.queries.asking import ask, ask_all, find_built_at
from rapport.analytical.reporting.rules.formulas import is_additive, read_formula
from rapport.analytical.reporting.rules.usual import WIDTHS, Band, find_band, needed_days
from rapport.kernel.errors import RapportError, say
from rapport.kernel.filters.api import EVERYTHING, parse
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.money.api import minor_digits
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work

CAUGHT_UP = 7
"""So many days are judged at most after a pause: what is older is no news."""
_DAY = timedelta(days=1)


def watch_metrics(actor: Actor) -> int:
    """Judge each watched metric's days that have become whole; returns how many began to stand out.

    A day is judged once the marts were built after it ended (UTC). Needs the system's actor.
    """
    with as_tenant(actor.tenant_id):
        built = find_built_at(actor)
        if built is None:
            return 0
        last = built.date() - _DAY
        due = [row for row in MetricAlert.objects.filter(active=True) if not _is_judged(row, last)]
        owners: dict[tuple[object, str], list[MetricAlert]] = {}
        for row in due:
            owners.setdefault((row.owner_id, row.owner_kind), []).append(row)
        whose = [(owner_of(rows[0].owner_id, rows[0].owner_kind), rows) for rows in owners.values()]
        answered = [(row, found) for owner, rows in whose for row, found in _ask(rows, last, owner)]
    rises = 0
    for row, found in answered:
        with unit_of_work(actor) as work:
            locked = MetricAlert.objects.select_for_update().filter(id=row.id, version=row.version).first()
            if locked is not None and not _is_judged(locked, last):
                rises += _judge(locked, found, last, work.now)
    return rises


def read_series(row: MetricAlert, days: int, actor: Actor) -> tuple[dict[date, float], str, date | None]:
    """Return a watched metric as somebody sees it, the currency it is in, and the last whole day.

    As many days as judge the last `days`. Raises what `ask` raises.
    """
    built = find_built_at(actor)
    if built is None:
        return {}, "", None
    last = built.date() - _DAY
    found = ask(_question_of(row, last, days), actor=actor)
    return read_days(found, last), found.currency, last


def _question_of(row: MetricAlert, last: date, days: int) -> Question:
    narrowed = parse(row.filter) if row.filter else EVERYTHING
    return Question((row.metric,), ("day",), narrowed, f"{needed_days(last, days)[0]}..{last}")


def _is_judged(row: MetricAlert, last: date) -> bool:
    return row.judged_day is not None and row.judged_day >= last


def _ask(
    rows: Sequence[MetricAlert], last: date, owner: Actor | None
) -> list[tuple[MetricAlert, Answer | RapportError | None]]:
    if owner is None:
        return [(row, None) for row in rows]
    questions = [_question_of(row, last, CAUGHT_UP) for row in rows]
    try:
        return list(zip(rows, ask_all(questions, actor=owner), strict=True))
    except RapportError as refusal:
        return [(row, refusal) for row in rows]


def _judge(row: MetricAlert, found: Answer | RapportError | None, last: date, now: datetime) -> int:
    """Note what a metric's new days are; returns how many times it began to stand out."""
    rises = 0
    if found is None:
        row.active, row.trouble = False, say("Whose alert it is has left.")
    elif isinstance(found, RapportError):
        row.trouble = str(found)[:300]
    else:
        row.trouble = ""
        past = read_days(found, last)
        for day in _list_new(row, last):
            if day in past:
                rises += _note_day(row, found, past, day, now)
        row.judged_day = last
    row.save(update_fields=["active", "trouble", "judged_day"])
    return rises


def read_days(found: Answer, last: date) -> dict[date, float]:
    """Return a metric's values by day; what adds up is nought on days between that have none."""
    values = {date.fromisoformat(str(row[0])[:10]): row[1] for row in found.rows}
    known = {day: float(value) for day, value in values.items() if value is not None}
    metric = next(one.metric for one in found.columns if one.metric)
    if known and _adds_up(metric, found.source):
        day = min(known)
        while day <= last:
            known.setdefault(day, 0.0)
            day += _DAY
    return known


def _adds_up(metric: Metric, source: str) -> bool:
    return is_additive(read_formula(metric.formulas[source], SOURCES[source].columns))


def _list_new(row: MetricAlert, last: date) -> list[date]:
    since = max(row.judged_day or last - _DAY, last - CAUGHT_UP * _DAY)
    return [since + at * _DAY for at in range(1, (last - since).days + 1)]


def _note_day(row: MetricAlert, found: Answer, past: dict[date, float], day: date, now: datetime) -> int:
    metric = METRICS[row.metric]
    band = find_limits(row, metric, found.currency, past, day)
    if band is None:
        return 0
    value = past[day]
    side = _side_of(row, band, value)
    rise = MetricRise.objects.select_for_update().filter(alert=row, ended_at=None).first()
    if rise is not None and rise.side != side:
        rise.ended_at = now
        rise.save(update_fields=["ended_at"])
        rise = None
    if side is None:
        return 0
    ends: dict[str, float | None] = {"value": value, "usual": None, "low": None, "high": None}
    if row.way in ("usual", "below"):
        ends["low"] = band.low
    if row.way in ("usual", "above"):
        ends["high"] = band.high
    if row.way == "usual":
        ends["usual"] = band.usual
    if rise is not None:
        MetricRise.objects.filter(id=rise.id).update(last_day=day, **ends)
        return 0
    heard = _heard_of(row, side, day)
    fresh = MetricRise.objects.create(
        alert=row,
        side=side,
        first_day=day,
        last_day=day,
        told_at=now,
        told_by="forecast" if heard else "alert",
        **ends,
    )
    if not heard:
        tell_rise(row, fresh, now)
    return 1


def find_limits(
    row: MetricAlert, metric: Metric, currency: str, past: dict[date, float], day: date
) -> Band | None:
    """Return between which ends a day is as it should be; None where too little is known."""
    if row.way == "usual":
        counts = metric.measure == "count"
        sense = next(one for one in WIDTHS if one == row.sense)
        return find_band(past, day, width=WIDTHS[sense], counts=counts)
    limit = float(row.limit or 0.0)
    scale = {"money": 10.0 ** minor_digits(currency), "share": 0.01}.get(metric.measure, 1.0)
    end, far = limit * scale, float("inf")
    return Band(end, -far, end) if row.way == "above" else Band(end, end, far)


def _side_of(row: MetricAlert, band: Band, value: float) -> Side | None:
    side = band.side(value)
    if row.way == "usual" and row.side not in ("both", side):
        return None
    return side


def _heard_of(row: MetricAlert, side: Side, day: date) -> bool:
    """Tell whether the forecast told of the same already: the whole business, the same days and side."""
    measures = {"revenue": Measure.REVENUE, "orders": Measure.ORDERS, "pieces": Measure.UNITS}
    if row.way != "usual" or row.filter or row.metric not in measures:
        return False
    return any(
        one.measure is measures[row.metric]
        and one.tier is Tier.TOTAL
        and one.how.first <= day <= one.how.last
        and str(one.how.side) == side
        for one in list_departures(system_actor(row.tenant_id))
    )
