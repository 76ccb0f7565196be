"""Hold what a build made beside the rows its facts were told of, to the cent.

Months in which something changed are summed on both sides. Where they differ the records are compared one by
one: facts that are still on their way show in a record's version and are no mistake; two different amounts of
the same version are.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop

from rapport.analytical.warehouse.contracts import Engine, Entry, Failure, Ledger, MonthSum, Reckoned
from rapport.analytical.warehouse.models import ReckonedMonth
from rapport.analytical.warehouse.operations.registry import list_ledgers
from rapport.analytical.warehouse.rules.changes import CHANGED

CHUNK = 5_000
ABOUT = gettext_noop("Each record is worth in the marts what the row it was told of is worth, to the cent.")
_MONTHS = """
select distinct cast(date_trunc('month', day) as date) as month
  from {changed}{model} where day is not null order by 1
"""
_SUMS = """
select cast(date_trunc('month', day) as date) as month, currency, count(*) filter (where {value} <> 0),
       cast(sum({value}) as bigint)
  from {model}
 where day >= ? and day < cast(? as date) + interval 1 month
 group by 1, currency having count(*) filter (where {value} <> 0) > 0
"""
_ENTRIES = """
select {key}, version, currency, {value} from {model}
 where day >= ? and day < cast(? as date) + interval 1 month order by {key}
"""


def reckon(engine: Engine) -> tuple[list[Reckoned], list[Failure]]:
    """Compare what the running build changed with its source rows; the business is in scope."""
    months: list[Reckoned] = []
    failures = []
    for ledger in list_ledgers():
        found = list(_compare_months(engine, ledger))
        months += found
        differing = sorted({line.month for line in found if not line.agrees})
        wrong = [pair for month in differing for pair in _compare_entries(engine, ledger, month)]
        if wrong:
            sample = " ≠ ".join(f"{one.id}: {one.minor} {one.currency}" for one in wrong[0])
            failures.append(Failure(f"{ledger.name}_ledger", ABOUT, len(wrong), sample, (ledger.model,)))
    return months, failures


def keep_months(months: Iterable[Reckoned]) -> None:
    """Keep how months agreed, over what was known of them."""
    ReckonedMonth.objects.bulk_create(
        [
            ReckonedMonth(
                ledger=one.ledger,
                month=one.month,
                currency=one.currency,
                records=one.records,
                minor=one.minor,
                source_records=one.source_records,
                source_minor=one.source_minor,
                reckoned_at=one.reckoned_at,
            )
            for one in months
        ],
        update_conflicts=True,
        unique_fields=["tenant_id", "ledger", "month", "currency"],
        update_fields=["records", "minor", "source_records", "source_minor", "reckoned_at"],
    )


def _compare_months(engine: Engine, ledger: Ledger) -> Iterator[Reckoned]:
    now = timezone.now()
    months = [row[0] for row in engine.rows(_MONTHS.format(changed=CHANGED, model=ledger.model))]
    if not months:
        return
    sums = _SUMS.format(model=ledger.model, value=ledger.value)
    ours = {(row[0], row[1]): MonthSum(*row) for month in months for row in engine.rows(sums, [month, month])}
    theirs = {(one.month, one.currency): one for one in ledger.sum_months(months)}
    for month, currency in sorted(ours.keys() | theirs.keys()):
        nothing = MonthSum(month, currency, 0, 0)
        mart = ours.get((month, currency), nothing)
        source = theirs.get((month, currency), nothing)
        yield Reckoned(
            ledger.name, month, currency, mart.records, mart.minor, source.records, source.minor, now
        )


def _compare_entries(engine: Engine, ledger: Ledger, month: date) -> list[tuple[Entry, Entry]]:
    """Return the records of a month that are the same version on both sides and not the same amount."""
    query = _ENTRIES.format(model=ledger.model, key=ledger.key, value=ledger.value)
    rows = [Entry(UUID(row[0]), row[1], row[2], row[3]) for row in engine.rows(query, [month, month])]
    parts = (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))
    return [pair for part in parts for pair in _differing(ledger, part)]


def _differing(ledger: Ledger, part: Sequence[Entry]) -> list[tuple[Entry, Entry]]:
    theirs = {one.id: one for one in ledger.list_entries([entry.id for entry in part])}
    return [
        (mine, theirs[mine.id])
        for mine in part
        if mine.id in theirs and theirs[mine.id].version == mine.version and theirs[mine.id] != mine
    ]
