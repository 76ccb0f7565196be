"""How a model is made: its kind and parameters, what that costs, and which recipes are tried."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from rapport.analytical.recommendation.rules.learning.ease import MOST_PRODUCTS, Ease
from rapport.analytical.recommendation.rules.learning.ials import Ials
from rapport.analytical.recommendation.rules.learning.models import Model, Popular
from rapport.analytical.recommendation.rules.learning.together import Together

BUDGET = 4e12
"""Multiplications that looking for the best parameters may take: some minutes of one core. Counted, not
timed, so the same purchases try the same recipes on every machine."""
ROUNDS = 12


@dataclass(frozen=True)
class Recipe:
    """A kind of model with its parameters."""

    kind: str
    parameters: Mapping[str, float] = field(default_factory=dict)

    def fit(self, matrix: Any, seed: int) -> Model:
        """Learn from customers by products."""
        given = self.parameters
        match self.kind:
            case "together":
                return Together.fit(matrix, given["shrink"])
            case "ease":
                return Ease.fit(matrix, given["ridge"])
            case "ials":
                return Ials.fit(
                    matrix,
                    factors=int(given["factors"]),
                    unbought=given["unbought"],
                    ridge=given["ridge"],
                    rounds=ROUNDS,
                    seed=seed,
                )
            case _:
                return Popular.fit(matrix)

    def count_cost(self, customers: int, products: int, bought: int) -> float:
        """Return about how many multiplications learning takes."""
        match self.kind:
            case "together":
                return bought * bought / max(customers, 1) * 4
            case "ease":
                return float(min(products, MOST_PRODUCTS)) ** 3
            case "ials":
                factors = self.parameters["factors"]
                return ROUNDS * (2 * bought * factors**2 + (customers + products) * factors**3)
            case _:
                return float(bought)


POPULAR = Recipe("popular")
TOGETHER = Recipe("together", {"shrink": 10.0})
"""What products are tied by where the model that stays has no ties of its own."""


def list_recipes(customers: int, products: int, bought: int) -> list[Recipe]:
    """Return what is tried: popularity always, then by cost as far as the budget goes, the cheap ones
    first."""
    tried, left = [POPULAR], BUDGET
    for recipe in sorted(_grid(bought), key=lambda one: one.count_cost(customers, products, bought)):
        left -= recipe.count_cost(customers, products, bought)
        if left < 0:
            break
        tried.append(recipe)
    return tried


def _grid(bought: int) -> Iterable[Recipe]:
    for shrink in (2.0, 10.0, 50.0):
        yield Recipe("together", {"shrink": shrink})
    for ridge in (20.0, 100.0, 400.0, 1500.0):
        yield Recipe("ease", {"ridge": ridge})
    sizes = (16, 64) if bought > SMALL else (16,)
    for factors, unbought, ridge in product(sizes, (0.05, 0.3), (0.003, 0.02)):
        yield Recipe("ials", {"factors": factors, "unbought": unbought, "ridge": ridge})


SMALL = 20_000
"""With fewer purchases more than 16 factors only learn them by heart."""
