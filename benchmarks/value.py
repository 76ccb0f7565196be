"""Learn what lies ahead of 1,000,000 customers: the fit by itself, and the whole way through the database."""

import importlib
import importlib.util
import time
from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

import numpy as np
from django.db import connection

from rapport.analytical.value.operations import sources
from rapport.analytical.value.operations.looking_ahead import look_ahead
from rapport.analytical.value.operations.recount import recount_worth
from rapport.analytical.value.rules.potential.bg_nbd import BgNbd
from rapport.analytical.value.rules.potential.histories import Floats, Histories
from rapport.analytical.value.rules.potential.pareto_nbd import ParetoNbd
from rapport.kernel.columns import BIGINT, write_columns
from rapport.kernel.columns import UUID as ID
from rapport.kernel.identity.api import system_actor
from rapport.kernel.tenancy.api import create_tenant
from rapport.site.bench.contracts import Figure
from rapport.site.bench.place import Place

Result = TypeVar("Result")
MANY, WHOLE, PEERS = 1_000_000, 100_000, 23_570
DAYS = 728
DAY = 86_400_000_000
BEGIN = 9_100 * DAY
"""Microseconds from 2000 to late in 2024, as the database counts moments."""
COLUMNS = {"party_id": ID, "order_id": ID, "at": BIGINT, "gross_minor": BIGINT, "returned_minor": BIGINT}


class Drawn:
    """Purchases of so many customers who buy at their own rates till they leave, in days of two years."""

    def __init__(self, customers: int) -> None:
        draw = np.random.default_rng(42)
        born = draw.uniform(0, DAYS * 0.7, customers)
        reach = np.minimum(draw.exponential(1 / draw.gamma(0.8, 1 / 300, customers)), DAYS - born)
        counts = draw.poisson(draw.gamma(0.6, 1 / 60, customers) * reach)
        self.customer = np.repeat(np.arange(customers), counts + 1)
        at = born[self.customer] + draw.uniform(0, 1, len(self.customer)) * reach[self.customer]
        at[np.cumsum(counts + 1) - 1] = born
        self.at, self.spent = at, draw.gamma(4, 900, len(at)).astype(np.int64) + 1
        self.seconds = 0.0

    def histories(self) -> Histories:
        """Return them as a fit reads them."""
        days = np.unique(self.customer * 1_000 + np.floor(self.at).astype(np.int64))
        owner, day = np.divmod(days, 1_000)
        starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
        ends = np.r_[starts[1:], len(owner)] - 1
        first, last = day[starts], day[ends]
        return Histories.of(ends - starts, (last - first) / 7, (DAYS - first) / 7)

    def load_purchases(self, table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> None:
        """Copy the purchases into a table of the session; the time it takes is read apart."""
        began = time.perf_counter()
        keys = np.zeros((len(self.at), 2), ">u8")
        keys[:, 1] = self.customer + 1
        orders = np.zeros((len(self.at), 2), ">u8")
        orders[:, 1] = np.arange(len(self.at))
        moments = BEGIN + (self.at * DAY).astype(np.int64)
        columns = (keys.view(ID)[:, 0], orders.view(ID)[:, 0], moments, self.spent, np.zeros(len(self.at)))
        with connection.cursor() as cursor:
            write_columns(cursor, table, COLUMNS, columns)
        self.seconds = time.perf_counter() - began


def run(place: Place) -> list[Figure]:
    """Fit both models to a million histories, then go the whole way with a tenth of them."""
    figures = _fit_alone(place.scale(MANY))
    peer = Drawn(PEERS).histories()
    mine, _ = _read_seconds(lambda: BgNbd.fit(peer))
    figures.append(
        Figure(
            f"BG/NBD fitted, {PEERS:,} customers, beside lifetimes", mine, "s", _ask_peer(peer), better="less"
        )
    )
    return figures + _go_whole_way(place, place.scale(WHOLE))


def _fit_alone(customers: int) -> list[Figure]:
    histories = Drawn(customers).histories()
    floor, folded = _read_seconds(histories.fold)
    words = f"{customers:,} customers, {len(folded):,} different histories"
    bg, _ = _read_seconds(lambda: BgNbd.fit(histories))
    pareto, _ = _read_seconds(lambda: ParetoNbd.fit(histories))
    return [
        Figure(f"BG/NBD fitted, {words}; floor: sorting them", bg, "s", floor, goal=5, better="less"),
        Figure(f"Pareto/NBD fitted, {words}; floor: sorting them", pareto, "s", floor, better="less"),
    ]


def _go_whole_way(place: Place, customers: int) -> list[Figure]:
    source = Drawn(customers)
    sources._sources[:] = [source]
    actor = system_actor(create_tenant("bench", "Bench").id)
    recount_worth(actor=actor)
    with place.measuring() as first:
        look_ahead(actor=actor)
    learnt = first.seconds - source.seconds
    with place.measuring() as again:
        look_ahead(actor=actor)
    words = f"{customers:,} customers, {len(source.at):,} purchases"
    return [
        Figure(
            f"read, compared, fitted, everybody told: {words}", learnt, "s", source.seconds, better="less"
        ),
        Figure(
            "the next night, nobody bought",
            again.seconds - source.seconds,
            "s",
            source.seconds,
            better="less",
        ),
        Figure(
            "memory of the process that learns", first.peak_mib["python"], "MiB", goal=4096, better="less"
        ),
    ]


def _ask_peer(histories: Histories) -> float | None:
    """Return the seconds the library `lifetimes` takes, where somebody installed it for this bench."""
    if importlib.util.find_spec("lifetimes") is None:
        return None
    peer = importlib.import_module("lifetimes").BetaGeoFitter()
    columns: tuple[Floats, ...] = (histories.repeats, histories.recency, histories.age)
    return _read_seconds(lambda: peer.fit(*columns))[0]


def _read_seconds(work: Callable[[], Result]) -> tuple[float, Result]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result
