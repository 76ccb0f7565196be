"""The interface of a method: many series at once, seen from several days of the past in one going."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[Any]


class Method(Protocol):
    """A way to say how series go on."""

    name: str

    def forecast(self, values: Floats, origins: Sequence[int], season: int, horizon: int) -> Floats:
        """Return what it says at each origin of the next `horizon` steps: origins x series x steps.

        `values` are series x steps. At origin t it may look at the first t steps only; `origins` rise, and
        each leaves at least two seasons. `season` is the length of a season in steps, 1 without one.
        """
