"""Whose is an order? Four usual answers side by side; none of them shows what caused it.

- `last`: all of it to the last answer before the order. `first`: all of it to the first.
- `position`: two fifths each to the first and the last, the rest shared by those between.
- `decay`: the nearer the more; an answer a week before counts half of one on the day.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

Model = Literal["last", "first", "position", "decay"]
MODELS: tuple[Model, ...] = ("last", "first", "position", "decay")
HALF_LIFE = timedelta(days=7)
ENDS = 0.4
Touch = tuple[UUID, datetime]
"""A campaign and when somebody answered it."""


def credit(model: Model, touches: Sequence[Touch], at: datetime) -> dict[UUID, float]:
    """Return each campaign's share of an order placed at a moment; the shares add up to one.

    Answers after the order do not count; without any nobody has a share.
    """
    before = sorted((one for one in touches if one[1] <= at), key=lambda one: (one[1], one[0]))
    if not before:
        return {}
    shares = dict[UUID, float]()
    for (campaign_id, _), weight in zip(before, _weigh(model, before, at), strict=True):
        shares[campaign_id] = shares.get(campaign_id, 0.0) + weight
    return shares


def _weigh(model: Model, before: Sequence[Touch], at: datetime) -> list[float]:
    count = len(before)
    if model == "decay":
        raw = [0.5 ** ((at - moment) / HALF_LIFE) for _, moment in before]
        total = sum(raw)
        return [one / total for one in raw] if total else [1 / count] * count
    if count == 1:
        return [1.0]
    if model == "last":
        return [*[0.0] * (count - 1), 1.0]
    if model == "first":
        return [1.0, *[0.0] * (count - 1)]
    if count == 2:
        return [0.5, 0.5]
    return [ENDS, *[(1 - 2 * ENDS) / (count - 2)] * (count - 2), ENDS]
