"""From columns of purchases to a fit with its error: models guess the held-out time, the best stays."""

from dataclasses import astuple, dataclass

import numpy as np

from rapport.analytical.value.contracts.fit import CalibrationGroup, GuessErrors, Parameter
from rapport.analytical.value.rules.potential.bg_nbd import BgNbd
from rapport.analytical.value.rules.potential.gamma_gamma import GammaGamma
from rapport.analytical.value.rules.potential.histories import WEEK, Floats, Histories, slices
from rapport.analytical.value.rules.potential.holdout import Done, group_guesses, measure_errors
from rapport.analytical.value.rules.potential.outlook import PurchaseModel
from rapport.analytical.value.rules.potential.pareto_nbd import ParetoNbd
from rapport.analytical.value.rules.potential.worth_ahead import (
    YEAR,
    Ahead,
    Spending,
    discount,
    look_at_money,
)
from rapport.analytical.value.rules.window import Window

MODELS: tuple[type[BgNbd] | type[ParetoNbd], ...] = (BgNbd, ParetoNbd)


@dataclass(frozen=True)
class Buying:
    """What customers bought until a day: their histories, and the amounts after their first purchases.

    A first purchase is often unlike the others, so amounts are learnt from those that came later.
    """

    histories: Histories
    spending: Spending

    @classmethod
    def until(cls, day: int, first: Floats, last: Floats, days: Floats, later_minor: Floats) -> "Buying":
        """Make it of days counted from any zero; `later_minor` is the sum of all but each first day."""
        repeats = days - 1.0
        histories = Histories.of(repeats, (last - first) / WEEK, (day - first) / WEEK)
        known = (repeats > 0) & (later_minor > 0)
        purchases = np.where(known, repeats, 0.0)
        means = np.where(known, later_minor / np.maximum(repeats, 1.0), 0.0)
        return cls(histories, Spending(purchases, means))

    def __len__(self) -> int:
        return len(self.histories)

    def parts(self) -> list["Buying"]:
        """Return all customers, some at a time."""
        return [Buying(self.histories.part(rows), self.spending.part(rows)) for rows in slices(len(self))]

    def fit_amounts(self) -> GammaGamma:
        """Learn what is spent at a time."""
        known = self.spending.purchases > 0
        return GammaGamma.fit(self.spending.purchases[known], self.spending.means[known])


@dataclass(frozen=True)
class Tried:
    """A kind of model with its guess of the held-out time."""

    kind: type[BgNbd] | type[ParetoNbd]
    errors: GuessErrors
    groups: tuple[CalibrationGroup, ...]


@dataclass(frozen=True)
class Learnt:
    """The models that stay."""

    model: PurchaseModel
    amounts: GammaGamma

    @property
    def found(self) -> bool:
        """Whether both likelihoods have a peak, and amounts a mean."""
        return self.model.maximum.found and self.amounts.maximum.found and np.isfinite(self.amounts.usual)

    def look_ahead(self, buying: Buying, weeks: float = YEAR) -> Ahead:
        """Return what every customer will buy within so many weeks."""
        parts = [
            look_at_money(self.model, self.amounts, part.histories, part.spending, weeks)
            for part in buying.parts()
        ]
        return Ahead(*(np.concatenate(columns) for columns in zip(*map(astuple, parts), strict=True)))

    def discount(self, buying: Buying, yearly: float) -> Floats:
        """Return what the next five years of every customer are worth today."""
        parts = buying.parts()
        return np.concatenate(
            [discount(self.model, self.amounts, part.histories, part.spending, yearly) for part in parts]
        )

    def list_parameters(self) -> tuple[Parameter, ...]:
        """Return all parameters with their standard errors."""
        return tuple(
            Parameter(one.name, name, float(value), float(error))
            for one in (self.model, self.amounts)
            for name, value, error in zip(one.names, one.maximum.parameters, one.maximum.errors, strict=True)
        )


def compare_models(before: Buying, done: Done, window: Window) -> list[Tried]:
    """Fit every model to what was known on the cut, and measure what it said of the time after it.

    The best first, by the root of the mean squared error in purchases; those without a peak are left out.
    """
    amounts = before.fit_amounts()
    tried = []
    for kind in MODELS:
        learnt = Learnt(kind.fit(before.histories), amounts)
        if learnt.found:
            ahead = learnt.look_ahead(before, window.held_out_weeks)
            errors = measure_errors(ahead, done, before.histories, window.held_out_weeks)
            tried.append(Tried(kind, errors, group_guesses(ahead, done)))
    return sorted(tried, key=lambda one: one.errors.root_error)


def learn(kind: type[BgNbd] | type[ParetoNbd], buying: Buying) -> Learnt:
    """Fit the chosen model to everything that is known."""
    return Learnt(kind.fit(buying.histories), buying.fit_amounts())
