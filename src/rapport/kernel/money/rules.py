"""Pure reading of rates from a file: one a line, with currency, day and rate under any of their names."""

import csv
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from io import StringIO

from rapport.kernel.errors import Invalid
from rapport.kernel.money.contracts import known_currencies

MOST_RATES = 10_000
_HEADS = {
    "currency": frozenset(("currency", "code", "iso", "货币", "币种", "currency code")),
    "day": frozenset(("day", "date", "日期", "from", "valid from")),
    "rate": frozenset(("rate", "value", "汇率", "exchange rate")),
}
Rate = tuple[str, date, Decimal]


def read_rates(text: str) -> list[Rate]:
    """Return (currency, day, rate) of each line of a CSV text; days are ISO 8601, decimals have a point.

    Commas, semicolons or tabs part the columns. Raises `Invalid` naming every line that cannot be read; then
    none is taken.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    head = lines[0] if lines else ""
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(StringIO("\n".join(lines)), delimiter=delimiter)
    places = _find_columns(next(rows, []))
    found: list[Rate] = []
    wrong: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        if any(cell.strip() for cell in row):
            rate = _read_row(row, places)
            if rate is None:
                wrong[f"line {number}"] = ", ".join(row)[:80]
            else:
                found.append(rate)
    if wrong:
        shown = "; ".join(f"{line}: {row}" for line, row in list(wrong.items())[:5])
        raise Invalid(
            "%(count)s lines are no rates (%(shown)s). Nothing was taken.",
            values={"count": len(wrong), "shown": shown},
            code="rates-unreadable",
        )
    if not 0 < len(found) <= MOST_RATES:
        raise Invalid("Bring 1 to %(most)s rates.", values={"most": MOST_RATES}, code="rates-count")
    return found


def _find_columns(head: list[str]) -> Mapping[str, int]:
    names = [cell.strip().strip('"').lower() for cell in head]
    places = {
        field: next((at for at, name in enumerate(names) if name in known), -1)
        for field, known in _HEADS.items()
    }
    if -1 in places.values():
        raise Invalid("The first line names the columns: currency, day, rate.", code="rates-header")
    return places


def _read_row(row: list[str], places: Mapping[str, int]) -> Rate | None:
    try:
        currency, day, rate = (row[places[field]].strip() for field in ("currency", "day", "rate"))
        value = Decimal(rate.replace(" ", ""))
        read = currency.upper(), date.fromisoformat(day), value
    except (IndexError, ValueError, InvalidOperation):
        return None
    known = read[0] in known_currencies()
    return read if known and value.is_finite() and 0 < value < 10**9 else None
