"""Shops whose customers buy by a rhythm and leave one day: the test knows when, the model may not."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import numpy as np
from django.utils import timezone

from rapport.analytical.value.tests.sources import Purchase

WEEKS = 104


def draw_leaving(ids: Sequence[UUID], seed: int = 5) -> list[Purchase]:
    """Return two years of purchases up to now: everybody has a rhythm, most leave after some purchases."""
    draw = np.random.default_rng(seed)
    start = timezone.now() - timedelta(weeks=WEEKS)
    rows: list[Purchase] = []
    for party_id in ids:
        every, at = draw.choice((2.0, 4.0, 7.0)), draw.uniform(0, WEEKS * 0.9)
        stays, spent = draw.uniform(0.6, 0.95), draw.gamma(5, 900)
        while at <= WEEKS:
            back = int(spent / 3) if draw.random() < 0.1 else 0
            rows.append((party_id, uuid4(), start + timedelta(weeks=at), int(spent) + 100, back))
            if draw.random() > stays:
                break
            at += every * draw.gamma(8, 1 / 8)
    return rows
