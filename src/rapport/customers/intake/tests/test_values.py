"""Numbers, days and moments in the writings files use."""

import datetime

import polars as pl
import pytest

from rapport.customers.intake.operations import values


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6", "6"),
        ("-12", "-12"),
        ("2.55", "2.55"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("12,5", "12.5"),
        ("£2.10", "2.10"),
        ("¥ 1,000", "1000"),
        ("(3.00)", "-3.00"),
        ("1e3", "1e3"),
        ("", None),
        ("six", None),
        ("1,2,3", None),
        ("--5", None),
        ("9" * 30, None),
        ("NaN", None),
        ("0,125", "0.125"),
    ],
)
def test_numbers(text: str, number: str | None) -> None:
    assert pl.DataFrame({"a": [text]}).select(values.number_text(pl.col("a"))).item() == number


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2010-12-01 08:26:00", "2010-12-01T08:26:00"),
        ("12/1/2010 8:26", "2010-12-01T08:26:00"),
        ("2010/12/1 8:26 PM", "2010-12-01T20:26:00"),
        ("2010年12月1日", "2010-12-01T00:00:00"),
        ("2010-12-01T08:26:00Z", "2010-12-01T08:26:00"),
        ("2010-12-01T08:26:00.123+02:00", "2010-12-01T06:26:00"),
        ("01.12.2010", "2010-12-01T00:00:00"),
        ("25/12/2010", "2010-12-25T00:00:00"),
        ("2010-06-01 08:26", "2010-06-01T07:26:00"),
        ("2011-03-27 01:30:00", "2011-03-27T01:30:00"),
        ("yesterday", None),
        ("2010-13-01", None),
        ("2010-12-01 25:00", None),
    ],
)
def test_moments_of_london(text: str, moment: str | None) -> None:
    found = (
        pl.DataFrame({"a": [text]})
        .select(values.moment(pl.col("a"), zone="Europe/London", day_first=False))
        .item()
    )
    assert found == (datetime.datetime.fromisoformat(moment).replace(tzinfo=datetime.UTC) if moment else None)
