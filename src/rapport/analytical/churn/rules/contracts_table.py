"""Contracts as a table of plain columns: from texts and numbers to what a model learns from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Table = Mapping[str, Sequence[str]]
KNOTS = (0.1, 0.25, 0.5, 0.75, 0.9)
MOST_WORDS = 30


@dataclass(frozen=True)
class Encoding:
    """How columns are read, learnt from some rows: numbers with bends at quantiles, words by name.

    Empty cells get the median and a column that says so; words never seen before are none of those known.
    """

    numbers: Mapping[str, tuple[float, ...]]
    words: Mapping[str, tuple[str, ...]]

    @classmethod
    def learn(cls, table: Table, rows: NDArray[np.intp]) -> "Encoding":
        """Read which columns are numbers, where they bend, and which words there are, in these rows."""
        numbers: dict[str, tuple[float, ...]] = {}
        words: dict[str, tuple[str, ...]] = {}
        for name, cells in table.items():
            chosen = [cells[row] for row in rows]
            values = read_numbers(chosen)
            filled = [cell for cell in chosen if cell.strip()]
            if filled and np.isfinite(values).sum() == len(filled) and len(set(filled)) > len(KNOTS):
                known = values[np.isfinite(values)]
                numbers[name] = tuple(np.unique(np.quantile(known, KNOTS)).tolist())
            elif 1 < len(set(filled)) <= MOST_WORDS:
                words[name] = tuple(sorted(set(filled)))
        return cls(numbers, words)

    def apply(self, table: Table, rows: NDArray[np.intp]) -> Floats:
        """Return the columns of these rows; constant ones and those with too many words are left out."""
        columns: list[Floats] = []
        for name, knots in self.numbers.items():
            values = read_numbers([table[name][row] for row in rows])
            missing = ~np.isfinite(values)
            filled = np.where(missing, knots[len(knots) // 2], values)
            columns += [filled, missing.astype(np.float64)]
            columns += [np.maximum(filled - knot, 0.0) for knot in knots]
        for name, known in self.words.items():
            cells = np.array([table[name][row] for row in rows])
            columns += [(cells == word).astype(np.float64) for word in known]
        return np.column_stack(columns) if columns else np.zeros((len(rows), 0))

    def list_sources(self) -> list[str]:
        """Return of which column of the table each column of `apply` is."""
        numbers = [name for name, knots in self.numbers.items() for _ in range(2 + len(knots))]
        return numbers + [name for name, known in self.words.items() for _ in known]


def read_numbers(cells: Sequence[str]) -> Floats:
    """Return cells as numbers; what is none, or none that is finite, becomes not-a-number."""

    def read(cell: str) -> float:
        try:
            value = float(cell)
        except ValueError:
            return float("nan")
        return value if np.isfinite(value) else float("nan")

    return np.array([read(cell) for cell in cells], np.float64)
