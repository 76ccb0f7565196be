"""The rules on published data, against independent computations in polars."""

import io
import lzma
import zipfile
from pathlib import Path
from uuid import UUID

import polars as pl
import pytest

from rapport.analytical.value.rules.curve import draw_curve
from rapport.analytical.value.rules.history import PurchaseHistory
from rapport.analytical.value.rules.quintiles import score_customers


def _read_online_retail(data: Path) -> pl.DataFrame:
    raw = lzma.decompress((data / "online_retail/online_retail_to_2011-08.csv.xz").read_bytes())
    lines = pl.read_csv(io.BytesIO(raw), infer_schema=False)
    cents = (pl.col("Quantity").cast(pl.Int64) * pl.col("UnitPrice").cast(pl.Decimal(20, 6)) * 100).round(0)
    lines = lines.with_columns(gross=cents.cast(pl.Int64), price=pl.col("UnitPrice").cast(pl.Float64))
    kept = lines.filter(
        pl.col("CustomerID").is_not_null(),
        pl.col("CustomerID") != "",
        ~pl.col("InvoiceNo").str.starts_with("C"),
        pl.col("Quantity").cast(pl.Int64) > 0,
        pl.col("price") > 0,
    )
    at = pl.col("InvoiceDate").str.to_datetime(time_zone="UTC")
    return kept.select(
        key=pl.col("CustomerID").cast(pl.Float64).cast(pl.Int64), order="InvoiceNo", at=at, gross="gross"
    )


def _read_cdnow(data: Path) -> pl.DataFrame:
    with zipfile.ZipFile(data / "cdnow/CDNOW_sample.zip") as archive:
        text = archive.read("CDNOW_sample.txt").decode()
    rows = [line.split() for line in text.splitlines() if line.strip()]
    lines = pl.DataFrame(
        rows, schema=["master", "key", "day", "discs", "spent"], orient="row"
    ).with_row_index("order")
    return lines.select(
        key=pl.col("key").cast(pl.Int64),
        order="order",
        at=pl.col("day").str.to_datetime("%Y%m%d", time_zone="UTC"),
        gross=(pl.col("spent").cast(pl.Decimal(20, 2)) * 100).cast(pl.Int64),
    )


def _sum_up(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.group_by("key").agg(
        first=pl.col("at").min(),
        last=pl.col("at").max(),
        orders=pl.col("order").n_unique(),
        gross=pl.col("gross").sum(),
    )


def _score_with_polars(customers: pl.DataFrame) -> pl.DataFrame:
    """Fifths by position: the first `n % 5` hold one row more."""
    count = customers.height
    size, larger = divmod(count, 5)
    ends = [part * size + min(part, larger) for part in range(1, 5)]

    def score(name: str, *columns: str) -> pl.Expr:
        position = pl.struct(*columns, "key").rank("ordinal").cast(pl.Int64) - 1
        return pl.sum_horizontal(pl.lit(1), *((position >= end).cast(pl.Int64) for end in ends)).alias(name)

    return customers.with_columns(score("r", "last"), score("f", "orders", "gross"), score("m", "gross"))


def _as_histories(customers: pl.DataFrame) -> list[PurchaseHistory]:
    rows = customers.select("key", "first", "last", "orders", "gross").iter_rows()
    return [
        PurchaseHistory(UUID(int=key), first, last, orders, gross) for key, first, last, orders, gross in rows
    ]


def _check_scores(customers: pl.DataFrame) -> None:
    scores = score_customers(_as_histories(customers))
    for key, r, f, m in _score_with_polars(customers).select("key", "r", "f", "m").iter_rows():
        mine = scores[UUID(int=key)]
        assert (mine.recency, mine.frequency, mine.monetary) == (r, f, m)


def _check_curve(customers: pl.DataFrame) -> None:
    curve = draw_curve(customers["gross"].to_list())
    best = customers["gross"].sort(descending=True)
    head = int(best.head(customers.height // 5).sum())
    above = int(best.head(customers.height // 5 + 1).sum())
    assert head <= curve.top_fifth_share * curve.revenue_minor <= above
    shares = best.cum_sum() / best.sum()
    assert curve.customers_for_eighty == int((shares < 0.8).sum()) + 1
    trapezes = (2 * shares.sum() - 1) / customers.height  # twice the area under the falling curve
    assert curve.gini == pytest.approx(trapezes - 1, abs=1e-9)


def test_online_retail(data: Path) -> None:
    lines = _read_online_retail(data)
    customers = _sum_up(lines)
    assert (lines.height, customers.height, lines["order"].n_unique()) == (226_467, 3_317, 11_413)
    assert customers["gross"].sum() == 523_924_056
    _check_scores(customers)
    _check_curve(customers)


def test_cdnow(data: Path) -> None:
    customers = _sum_up(_read_cdnow(data))
    assert customers.height == 2_357
    assert customers["orders"].sum() == 6_919
    _check_scores(customers)
    _check_curve(customers)
