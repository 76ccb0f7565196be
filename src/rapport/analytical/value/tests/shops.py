"""Simulated shops whose customers' true parameters are known, drawn as the models say customers buy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import numpy as np
from django.utils import timezone

from rapport.analytical.value.rules.potential.histories import Floats, Histories
from rapport.analytical.value.tests.sources import Purchase

WEEKS = 104


@dataclass(frozen=True)
class TrueBgNbd:
    """The true parameters of a shop whose customers may leave after each purchase."""

    r: float
    alpha: float
    a: float
    b: float

    def draw(self, customers: int, weeks: float, ahead: float, seed: int) -> tuple[Histories, Floats]:
        """Return histories of `weeks` and how often each bought in the weeks `ahead` of them."""
        draw = np.random.default_rng(seed)
        rate = draw.gamma(self.r, 1 / self.alpha, customers)
        leaving = draw.beta(self.a, self.b, customers)
        rows = [_live(draw, one, p, weeks, ahead) for one, p in zip(rate, leaving, strict=True)]
        repeats, recency, after = np.array(rows).T
        return Histories.of(repeats, recency, np.full(customers, weeks)), after


def _live(
    draw: np.random.Generator, rate: float, leaving: float, weeks: float, ahead: float
) -> tuple[int, float, int]:
    at, repeats, recency, after = 0.0, 0, 0.0, 0
    while (at := at + draw.exponential(1 / rate)) <= weeks + ahead:
        repeats, recency, after = (repeats + 1, at, after) if at <= weeks else (repeats, recency, after + 1)
        if draw.random() < leaving:
            break
    return repeats, recency, after


def draw_purchases_of(ids: Sequence[UUID], seed: int = 3) -> list[Purchase]:
    """Return two years of purchases up to yesterday: most buy once or twice, some each month."""
    draw = np.random.default_rng(seed)
    start = timezone.now() - timedelta(weeks=WEEKS, days=1)
    rows: list[Purchase] = []
    for party_id in ids:
        rate, at = draw.gamma(0.6, 1 / 8), draw.uniform(0, WEEKS / 2)
        usual = draw.gamma(4, 1000)
        while at <= WEEKS:
            spent = int(draw.gamma(6, usual / 6)) + 1
            rows.append((party_id, uuid4(), start + timedelta(weeks=at), spent, 0))
            at += draw.exponential(1 / rate)
            if draw.random() < 0.1:
                break
    return rows
