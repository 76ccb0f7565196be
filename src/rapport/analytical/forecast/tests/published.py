"""Real demand, for tests and the benchmark: the daily revenue of Online Retail (UCI)."""

import csv
import lzma
from collections import defaultdict
from datetime import date
from pathlib import Path

import numpy as np

from rapport.analytical.forecast.rules.methods import Floats


def read_daily_revenue(data: Path) -> Floats:
    """Return what was ordered each day, cancellations apart, as one series."""
    sums: dict[date, float] = defaultdict(float)
    with lzma.open(data / "online_retail/online_retail_to_2011-08.csv.xz", "rt", newline="") as lines:
        for row in csv.DictReader(lines):
            quantity, price = float(row["Quantity"]), float(row["UnitPrice"])
            if quantity > 0 and price > 0 and not row["InvoiceNo"].startswith("C"):
                sums[date.fromisoformat(row["InvoiceDate"][:10])] += quantity * price
    first = min(sums)
    values = np.zeros((1, (max(sums) - first).days + 1))
    for day, amount in sums.items():
        values[0, (day - first).days] = amount
    return values
