"""What was bought as columns of numbers, for models: read once, numbered in the database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.db.backends.utils import CursorWrapper
from numpy.typing import NDArray

from rapport.analytical.recommendation.contracts import BasketSource
from rapport.analytical.recommendation.operations import statements as sql
from rapport.analytical.recommendation.queries.sources import load_bought
from rapport.analytical.recommendation.rules.learning.purchases import Bought
from rapport.kernel.columns import INTEGER, UUID, read_columns
from rapport.kernel.tenancy.api import TenantProfile

DAY_ZERO = date(2000, 1, 1)
LINES = {"customer": INTEGER, "product": INTEGER, "day": INTEGER, "sent_back": INTEGER}
PRODUCTS = {"product_id": UUID, "buyers": INTEGER}
CUSTOMERS = {"buyer": UUID, "known": INTEGER}


@dataclass(frozen=True)
class Known:
    """Everything bought, numbered; `kept` leaves out what was sent back. Guests count as customers without a
    list (`listed` are the others)."""

    all: Bought
    kept: Bought
    products: NDArray[Any]
    customers: NDArray[Any]

    @property
    def listed(self) -> NDArray[np.int64]:
        """The numbers of customers who are no guests."""
        return np.flatnonzero(self.customers["known"] == 1)

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day on which something was bought."""
        if not len(self.all.day):
            return None, None
        return day_of(int(self.all.day.min())), day_of(int(self.all.day.max()))


def load_known(cursor: CursorWrapper, source: BasketSource, *, tenant: TenantProfile, now: datetime) -> Known:
    """Read what the tenant's customers bought up to now; the tables it makes stay till the transaction ends.

    Orders dated in the future are left out: no clock is trusted to know them.
    """
    cursor.execute("set local enable_nestloop = off")  # a tenant the statistics do not know is no single row
    cursor.execute("set local work_mem = '128MB'")
    load_bought(cursor, source)
    cursor.execute(sql.NUMBER, {"now": now, "zone": tenant.zone})
    lines = read_columns(cursor, sql.READ_LINES, LINES)
    products = read_columns(cursor, sql.READ_PRODUCTS, PRODUCTS)
    customers = read_columns(cursor, sql.READ_CUSTOMERS, CUSTOMERS)
    shape = (len(customers), len(products))
    kept = lines[lines["sent_back"] == 0]
    return Known(_bought(lines, *shape), _bought(kept, *shape), products, customers)


def day_of(number: int) -> date:
    """Return the day a number stands for."""
    return DAY_ZERO + timedelta(days=number)


def _bought(lines: NDArray[Any], customers: int, products: int) -> Bought:
    customer, product, day = (lines[name].astype(np.int64) for name in ("customer", "product", "day"))
    return Bought(customer, product, day, customers, products)
