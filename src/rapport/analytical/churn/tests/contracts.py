"""Contracts whose truth is known: those paid by the month and those that are young end more often."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import numpy as np

from rapport.analytical.churn.contracts.ending import ContractDraft

DAILY = {"month": 0.004, "year": 0.0006}
"""How likely a contract ends on a day; in its first two months twice as likely."""
YOUNG = 60
PAST = 720


def draw_contracts(ids: Sequence[UUID], today: date, *, seed: int = 3) -> list[ContractDraft]:
    """Return a contract of each customer, begun within two years."""
    draw = np.random.default_rng(seed)
    drafts = []
    for place, party_id in enumerate(ids):
        started = today - timedelta(days=int(draw.integers(1, PAST)))
        every = "month" if draw.random() < 0.6 else "year"
        lasts = draw.exponential(1 / (2 * DAILY[every]))
        if lasts > YOUNG:
            lasts = YOUNG + draw.exponential(1 / DAILY[every])
        ended = started + timedelta(days=int(lasts) + 1)
        drafts.append(
            ContractDraft(
                code=f"C-{place}",
                customer_id=party_id,
                plan="Green" if draw.random() < 0.5 else "Black",
                started_on=started,
                price_minor=(12 if every == "year" else 1) * int(draw.integers(900, 2900)),
                currency="EUR",
                every=every,
                ended_on=ended if ended <= today else None,
            )
        )
    return drafts
