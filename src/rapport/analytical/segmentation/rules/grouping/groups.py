"""Groups as they were learnt, and whose of them a customer is; numpy alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.analytical.segmentation.rules.grouping.features import Floats

Labels = NDArray[np.intp]


@dataclass(frozen=True)
class Groups:
    """What groups were learnt as: their middles, and for a mixture their shapes and weights too."""

    method: str
    centres: Floats
    shapes: Floats | None = None
    weights: Floats | None = None

    def assign(self, points: Floats) -> Labels:
        """Return the group of each point: the nearest, or by a mixture the likeliest."""
        if self.shapes is None or self.weights is None:
            far = ((points[:, None, :] - self.centres[None]) ** 2).sum(axis=2)
            nearest: Labels = far.argmin(axis=1)
            return nearest
        score = np.empty((len(points), len(self.centres)))
        for at, (centre, shape, weight) in enumerate(
            zip(self.centres, self.shapes, self.weights, strict=True)
        ):
            white = (points - centre) @ shape
            score[:, at] = np.log(weight) + np.log(np.diag(shape)).sum() - 0.5 * (white**2).sum(axis=1)
        likeliest: Labels = score.argmax(axis=1)
        return likeliest

    def write(self) -> dict[str, Any]:
        """Return what is kept of it."""
        kept: dict[str, Any] = {"method": self.method, "centres": self.centres.tolist()}
        if self.shapes is not None and self.weights is not None:
            kept |= {"shapes": self.shapes.tolist(), "weights": self.weights.tolist()}
        return kept


def read_groups(kept: Mapping[str, Any]) -> Groups:
    """Return groups from what was kept of them."""
    shapes, weights = kept.get("shapes"), kept.get("weights")
    return Groups(
        kept["method"],
        np.array(kept["centres"]),
        None if shapes is None else np.array(shapes),
        None if weights is None else np.array(weights),
    )
