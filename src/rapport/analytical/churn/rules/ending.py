"""Who ends a contract within a horizon: learnt from cuts of the past as known then, judged on the newest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.analytical.churn.contracts import Refusal, RiskErrors, RiskGroup
from rapport.analytical.churn.contracts.ending import Term, TermReason
from rapport.analytical.churn.rules.calibration import Calibration, calibrate
from rapport.analytical.churn.rules.contracts_table import Encoding, Floats, Table
from rapport.analytical.churn.rules.judging import group_guesses, measure_errors, measure_log_loss
from rapport.analytical.churn.rules.logistic import Linear, fit_linear
from rapport.analytical.churn.rules.rhythm import FEWEST_CUTS, MOST_CUTS, find_thin

HORIZONS = (90, 30)
"""Days: the longer one, where the past has cuts enough for it."""
LEAST_WEIGHT, MOST_REASONS = 0.1, 3
CANDIDATES: Mapping[str, tuple[Term, ...]] = {"age": (Term.AGE,), "terms": tuple(Term)}
"""How long it has run alone (a hazard by age), or all its terms."""


@dataclass(frozen=True)
class Contracts:
    """All contracts as columns; days are numbers, not-a-number where there is none; `party` numbers
    customers, `price` is what is paid a month."""

    party: NDArray[np.int64]
    plan: Sequence[str]
    every: Sequence[str]
    renews: NDArray[np.bool_]
    price: Floats
    started: Floats
    bound: Floats
    ended: Floats

    def list_running(self, day: int) -> NDArray[np.intp]:
        """Return the contracts that run on a day; on its last one a contract has ended."""
        ended = np.nan_to_num(self.ended, nan=np.inf)
        return np.flatnonzero((self.started <= day) & (ended > day))

    def count_around(self, day: int, rows: NDArray[np.intp]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return how many other contracts of each one's customer run on a day, and how many have ended."""
        size = int(self.party.max()) + 1
        running = np.bincount(self.party[self.list_running(day)], minlength=size)
        gone = np.bincount(self.party[np.nan_to_num(self.ended, nan=np.inf) <= day], minlength=size)
        return running[self.party[rows]] - 1, gone[self.party[rows]]

    def describe(self, day: int, rows: NDArray[np.intp]) -> dict[str, list[str]]:
        """Return the terms of contracts as they were known on a day, as a table of texts."""
        others, ended = self.count_around(day, rows)
        left = self.bound[rows] - day
        return {
            Term.AGE: [f"{days:.0f}" for days in day - self.started[rows]],
            Term.PRICE: [f"{price:.2f}" for price in self.price[rows]],
            Term.BOUND: [f"{max(days, 0):.0f}" if np.isfinite(days) else "" for days in left],
            Term.PLAN: [self.plan[row] for row in rows],
            Term.EVERY: [self.every[row] for row in rows],
            Term.RENEWS: ["yes" if one else "no" for one in self.renews[rows]],
            Term.OTHERS: [f"{one}" for one in others],
            Term.ENDED: [f"{one}" for one in ended],
        }


@dataclass(frozen=True)
class Cut:
    """Running contracts of a day, what was known of them, and 1 for those that ended within the horizon."""

    table: Table
    left: Floats

    def __len__(self) -> int:
        return len(self.left)

    @classmethod
    def join(cls, parts: "Sequence[Cut]") -> "Cut":
        """Put cuts one under the other."""
        table: dict[str, list[str]] = {
            name: [cell for part in parts for cell in part.table[name]] for name in Term
        }
        return cls(table, np.concatenate([part.left for part in parts]))


@dataclass(frozen=True)
class TermModel:
    """A candidate that has learnt: how terms are read, the odds, and probabilities from the odds."""

    kind: str
    encoding: Encoding
    linear: Linear
    calibration: Calibration

    @classmethod
    def learn(cls, kind: str, train: Cut, held: Cut) -> "TermModel":
        """Learn the odds from some cuts, and the way to probabilities from another."""
        table: Table = {str(name): train.table[name] for name in CANDIDATES[kind]}
        encoding = Encoding.learn(table, np.arange(len(train)))
        linear = fit_linear(encoding.apply(table, np.arange(len(train))), train.left)
        scores = linear.score(encoding.apply(held.table, np.arange(len(held))))
        return cls(kind, encoding, linear, calibrate(scores, held.left))

    def score(self, table: Table) -> Floats:
        """Return the probability of an end of each contract."""
        return self.calibration.apply(self.linear.score(self._read(table)))

    def explain(self, table: Table) -> list[tuple[TermReason, ...]]:
        """Return of each contract the terms that move the odds most: exact, since the sum is linear."""
        shares = self.linear.explain(self._read(table)) * self.calibration.slope
        names = self.encoding.list_sources()
        by_term = {
            name: shares[:, [source == name for source in names]].sum(1) for name in dict.fromkeys(names)
        }
        told = []
        for row in range(len(shares)):
            reasons = [TermReason(Term(name), float(moved[row])) for name, moved in by_term.items()]
            telling = sorted(reasons, key=lambda one: (-abs(one.weight), one.term))
            told.append(tuple(one for one in telling[:MOST_REASONS] if abs(one.weight) >= LEAST_WEIGHT))
        return told

    def _read(self, table: Table) -> Floats:
        return self.encoding.apply(table, np.arange(len(next(iter(table.values())))))


@dataclass(frozen=True)
class LearntEnding:
    """The model that stays, and how good its way of learning was."""

    model: TermModel
    horizon_days: int
    errors: RiskErrors
    groups: tuple[RiskGroup, ...]
    candidates: Mapping[str, float]


def learn_ending(given: Contracts, today: int) -> LearntEnding | Refusal:
    """Learn from cuts one horizon apart: older ones teach, the second newest chooses and calibrates, the
    newest judges; what stays is learnt one cut later. Refuses what is no better than the share before."""
    if not len(given.party):
        return Refusal.NOTHING
    refusal: Refusal = Refusal.SHORT
    for horizon in HORIZONS:
        found = _learn(lay_cuts(given, today, horizon), horizon)
        if isinstance(found, LearntEnding):
            return found
        refusal = refusal if found is Refusal.SHORT else found
    return refusal


def lay_cuts(given: Contracts, today: int, horizon: int) -> list[Cut]:
    """Return the cuts, the newest first, each with what was known on its day and what came after."""
    many = min(int((today - given.started.min()) // horizon) - 1, MOST_CUTS)
    cuts = []
    for day in (today - horizon * step for step in range(1, many + 1)):
        rows = given.list_running(day)
        left = (np.nan_to_num(given.ended[rows], nan=np.inf) <= day + horizon).astype(np.float64)
        cuts.append(Cut(given.describe(day, rows), left))
    return cuts


def _learn(cuts: Sequence[Cut], horizon: int) -> LearntEnding | Refusal:
    if len(cuts) < FEWEST_CUTS:
        return Refusal.SHORT
    judge, held, train = cuts[0], cuts[1], Cut.join(cuts[2:])
    for part in (judge, held, train):
        if thin := find_thin(len(part), int(part.left.sum())):
            return thin
    tried = {kind: TermModel.learn(kind, train, held) for kind in CANDIDATES}
    losses = {kind: measure_log_loss(one.score(held.table), held.left) for kind, one in tried.items()}
    best = min(losses, key=lambda kind: losses[kind])
    guessed = tried[best].score(judge.table)
    errors = measure_errors(guessed, judge.left, float(held.left.mean()))
    if errors.brier >= errors.base_brier:
        return Refusal.NO_BETTER
    model = TermModel.learn(best, Cut.join(cuts[1:]), judge)
    return LearntEnding(model, horizon, errors, group_guesses(guessed, judge.left), losses)
