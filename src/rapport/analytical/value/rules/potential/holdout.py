"""How good a guess was: what a model said before a day beside what customers did after it."""

from dataclasses import dataclass

import numpy as np

from rapport.analytical.value.contracts.fit import CalibrationGroup, GuessErrors
from rapport.analytical.value.rules.potential.histories import Floats, Histories
from rapport.analytical.value.rules.potential.worth_ahead import Ahead

GROUPS = 10


@dataclass(frozen=True)
class Done:
    """What each customer really did in the held-out time: days with purchases, and money in minor units."""

    purchases: Floats
    money: Floats


def measure_errors(ahead: Ahead, done: Done, histories: Histories, weeks: float) -> GuessErrors:
    """Compare a guess with what came, beside the guess that everybody goes on as before."""
    naive = histories.repeats / np.maximum(histories.age, 1.0) * weeks
    off, naive_off = ahead.purchases - done.purchases, naive - done.purchases
    inside = (done.money >= np.floor(ahead.low)) & (done.money <= np.ceil(ahead.high))
    top = max(len(done.money) // GROUPS, 1)
    return GuessErrors(
        customers=len(off),
        purchases_guessed=float(ahead.purchases.sum()),
        purchases_made=int(done.purchases.sum()),
        money_guessed_minor=round(float(ahead.money.sum())),
        money_made_minor=round(float(done.money.sum())),
        mean_error=float(np.abs(off).mean()),
        root_error=float(np.sqrt((off**2).mean())),
        naive_mean_error=float(np.abs(naive_off).mean()),
        naive_root_error=float(np.sqrt((naive_off**2).mean())),
        inside=float(inside.mean()),
        best_found=_overlap(ahead.money, done.money, top),
    )


def group_guesses(ahead: Ahead, done: Done) -> tuple[CalibrationGroup, ...]:
    """Return ten equal groups of customers, those of whom most was expected first."""
    order = np.argsort(-ahead.money, kind="stable")
    parts = [part for part in np.array_split(order, GROUPS) if len(part)]
    return tuple(
        CalibrationGroup(
            customers=len(part),
            purchases_guessed=float(ahead.purchases[part].mean()),
            purchases_made=float(done.purchases[part].mean()),
            money_guessed_minor=round(float(ahead.money[part].mean())),
            money_made_minor=round(float(done.money[part].mean())),
        )
        for part in parts
    )


def _overlap(guessed: Floats, made: Floats, top: int) -> float:
    """Return the share of the best customers' money that those held to be the best brought."""
    held = np.argsort(-guessed, kind="stable")[:top]
    best = np.sort(made)[-top:].sum()
    return float(made[held].sum() / best) if best > 0 else 0.0
