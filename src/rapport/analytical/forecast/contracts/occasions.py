"""Days that are not like others: what they are called, and what was learnt of each."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Occasion(StrEnum):
    """A kind of day on which more or less is bought than usual; the value is what is stored.

    `CLOSED` are the days on which the business says it does not work, `PROMOTION` the first days of its
    campaigns; all others come every year.
    """

    CLOSED = "closed"
    PROMOTION = "promotion"
    NEW_YEAR = "new_year"
    BEFORE_LUNAR = "before_lunar_new_year"
    LUNAR = "lunar_new_year"
    VALENTINE = "valentine"
    EASTER = "easter"
    MID_YEAR = "mid_year_sale"
    MID_AUTUMN = "before_mid_autumn"
    NATIONAL = "national_day_china"
    SINGLES = "singles_day"
    BLACK_FRIDAY = "black_friday"
    DOUBLE_TWELVE = "double_twelve"
    BEFORE_CHRISTMAS = "before_christmas"
    CHRISTMAS = "christmas"


class Standing(StrEnum):
    """Whether an occasion is reckoned with, or why not; the value is what is stored."""

    USED = "used"
    ONCE = "once"
    UNCLEAR = "unclear"
    NO_HELP = "no_help"


@dataclass(frozen=True, slots=True)
class OccasionView:
    """What was learnt of an occasion for one figure: how often it was seen, by which share more came than
    usual (below nought: less), and its next day within the time ahead."""

    occasion: Occasion
    times: int
    change: float
    standing: Standing
    ahead: date | None
