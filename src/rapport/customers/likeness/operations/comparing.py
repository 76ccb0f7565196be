"""How two records are compared, field by field, and what an agreement is worth before anything was learnt.

`matches` is how often two records of one person agree so, `strangers` how often those of two people do: m
and u of Fellegi and Sunter, "A Theory for Record Linkage", 1969. Both are learnt anew where records suffice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink.internals.comparison_creator import ComparisonCreator
from splink.internals.comparison_level_creator import ComparisonLevelCreator


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of agreement: its word, its test, how often one person's records and strangers' reach it."""

    word: str
    test: ComparisonLevelCreator
    matches: float
    strangers: float
    rare: str = ""


def _differs(matches: float, strangers: float) -> Level:
    return Level("differs", levels.ElseLevel(), matches, strangers)


def _name(field: str, strangers: float) -> list[Level]:
    return [
        Level("same", levels.ExactMatchLevel(field), 0.72, strangers, rare=field),
        Level("similar", levels.JaroWinklerLevel(field, 0.92), 0.11, strangers),
        Level("swapped", levels.ColumnsReversedLevel("given", "family"), 0.02, 0.0005),
        Level("alike", levels.JaroWinklerLevel(field, 0.8), 0.05, 0.01),
        _differs(0.1, 0.98),
    ]


def _typed(field: str, strangers: float) -> list[Level]:
    """Digits that people mistype: one slip, two slips."""
    return [
        Level("same", levels.ExactMatchLevel(field), 0.85, strangers),
        Level("similar", levels.DamerauLevenshteinLevel(field, 1), 0.07, 10 * strangers),
        Level("alike", levels.DamerauLevenshteinLevel(field, 2), 0.03, 100 * strangers),
        _differs(0.05, 0.98),
    ]


def _place(field: str, strangers: float) -> list[Level]:
    return [
        Level("same", levels.ExactMatchLevel(field), 0.7, strangers, rare=field),
        Level("similar", levels.JaroWinklerLevel(field, 0.9), 0.15, strangers),
        _differs(0.15, 1 - 2 * strangers),
    ]


COMPARED: dict[str, Sequence[Level]] = {
    "given": _name("given", 0.005),
    "family": _name("family", 0.002),
    "birth": _typed("birth", 0.0001),
    "email": [
        Level("same", levels.ExactMatchLevel("email"), 0.6, 0.00001),
        Level("similar", levels.CustomLevel("mail_name_l = mail_name_r"), 0.15, 0.0001),
        Level("alike", levels.JaroWinklerLevel("email", 0.88), 0.1, 0.002),
        _differs(0.15, 0.99),
    ],
    "phone": _typed("phone", 0.00001),
    "street": _place("street", 0.001),
    "city": _place("city", 0.05),
    "postcode": [
        Level("same", levels.ExactMatchLevel("postcode"), 0.75, 0.002),
        Level("similar", levels.DamerauLevenshteinLevel("postcode", 1), 0.1, 0.02),
        _differs(0.15, 0.97),
    ],
    "region": [Level("same", levels.ExactMatchLevel("region"), 0.9, 0.2), _differs(0.1, 0.8)],
}
"""The compared columns of `people`, each with its degrees of agreement, the closest first."""


def comparison_of(field: str, *, by_rarity: bool) -> ComparisonCreator:
    """Return the comparison of a field as the model takes it; a blank on either side says nothing.

    `by_rarity` has an agreement on a rare value weigh more than one on a common value.
    """
    known: list[ComparisonLevelCreator | dict[str, Any]] = [levels.NullLevel(field)]
    for level in COMPARED[field]:
        ready = level.test.configure(m_probability=level.matches, u_probability=level.strangers)
        known.append(ready.configure(tf_adjustment_column=level.rare) if level.rare and by_rarity else ready)
    return comparisons.CustomComparison(known, output_column_name=field)


def word_of(field: str, degree: int) -> str:
    """Return the word of an agreement's degree as the model numbers them; empty where a side was blank."""
    return "" if degree < 0 else COMPARED[field][len(COMPARED[field]) - 1 - degree].word
