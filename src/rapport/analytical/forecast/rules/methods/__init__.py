"""The methods, behind one interface; numpy is loaded with them."""

from rapport.analytical.forecast.rules.methods.intermittent import Intermittent
from rapport.analytical.forecast.rules.methods.method import Floats, Ints, Method
from rapport.analytical.forecast.rules.methods.naive import Drift, SeasonalNaive
from rapport.analytical.forecast.rules.methods.smoothing import DampedSmoothing
from rapport.analytical.forecast.rules.methods.theta import Theta

NAIVE = SeasonalNaive()
METHODS: tuple[Method, ...] = (NAIVE, Drift(), DampedSmoothing(), Theta(), Intermittent())
"""The first is the yardstick; where two err alike the earlier stays, since it is simpler."""

__all__ = ["METHODS", "NAIVE", "Floats", "Ints", "Method"]
