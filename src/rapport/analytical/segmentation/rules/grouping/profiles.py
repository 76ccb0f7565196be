"""What sets a group apart: each figure beside everybody's, the most telling first."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.analytical.segmentation.contracts import GroupProfile, Trait
from rapport.analytical.segmentation.rules.grouping.features import Floats, Scale


def write_profiles(
    features: dict[str, Floats], points: Floats, scales: list[Scale], labels: NDArray[Any], gross: Floats
) -> list[GroupProfile]:
    """Return each group's size, money and middles beside those of everybody, by number."""
    whole = float(gross.sum())
    profiles = []
    for number in range(int(labels.max()) + 1):
        inside = labels == number
        traits = [
            Trait(
                feature=one.name,
                middle=float(np.median(features[one.name][inside])) if inside.any() else 0.0,
                of_all=float(np.median(features[one.name])),
                step=float(np.median(points[inside, at])) if inside.any() else 0.0,
            )
            for at, one in enumerate(scales)
        ]
        traits.sort(key=lambda one: (-abs(one.step), one.feature))
        money = float(gross[inside].sum())
        profiles.append(
            GroupProfile(
                cluster=number,
                customers=int(inside.sum()),
                revenue_minor=round(money),
                revenue_share=money / whole if whole else 0.0,
                traits=tuple(traits),
            )
        )
    return profiles
