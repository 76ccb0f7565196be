"""What a benchmark reads: figures, each with a floor, a peer or a limit beside it."""

from dataclasses import dataclass
from typing import Any, Literal

Better = Literal["more", "less"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One reading.

    `floor` is what the bare machine (or a limit) gives in the same unit and run, `ratio` how many times
    dearer or slower than it the work is, `goal` the number to reach, `better` whether more or less is good.
    """

    work: str
    value: float
    unit: str
    floor: float | None = None
    goal: float | None = None
    better: Better = "more"

    @property
    def ratio(self) -> float | None:
        """How many times worse than the floor; 1 is as good as bare."""
        if not self.floor or not self.value:
            return None
        return self.floor / self.value if self.better == "more" else self.value / self.floor

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached, or None where there is none."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.better == "more" else self.value <= self.goal

    def as_json(self) -> dict[str, Any]:
        """Return the published form: work, value, unit, floor, ratio, goal, met."""
        return {
            "work": self.work,
            "value": round_figure(self.value),
            "unit": self.unit,
            "floor": round_figure(self.floor),
            "ratio": round_figure(self.ratio),
            "goal": self.goal,
            "met": self.met,
        }


def round_figure(value: float | None) -> float | None:
    """Return a reading with no more digits than it deserves: four significant ones below a thousand."""
    if value is None:
        return None
    return round(value) if abs(value) >= 1000 else float(f"{value:.4g}")
