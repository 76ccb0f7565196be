"""The words people read for grounds, candidates, refusals, and bands of risk."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.analytical.churn.contracts.model import MOVED, WATCHED, ModelState, Refusal
from rapport.analytical.churn.contracts.risk import Ground

Tone = Literal["plain", "info", "good", "warn", "bad", "accent"]
GROUND_LABELS: dict[Ground, Promise] = {
    Ground.SILENCE: _("Silence"),
    Ground.HABIT: _("Habit"),
    Ground.TREND: _("Change"),
    Ground.MONEY: _("Basket"),
    Ground.RETURNS: _("Sent back"),
}
KIND_LABELS: dict[str, Promise] = {
    "rates": _("Rates alone (BG/NBD)"),
    "habits": _("Habits (logistic regression)"),
    "both": _("Habits and rates (logistic regression)"),
}
STATE_LABELS: dict[ModelState, Promise] = {
    ModelState.CURRENT: _("In use"),
    ModelState.WAITING: _("Waiting"),
    ModelState.RETIRED: _("Replaced"),
    ModelState.REFUSED: _("Refused"),
}
STATE_TONES: dict[ModelState, Tone] = {
    ModelState.CURRENT: "good",
    ModelState.WAITING: "info",
    ModelState.RETIRED: "plain",
    ModelState.REFUSED: "bad",
}
FEATURE_LABELS: dict[str, Promise] = {
    "silent": _("Days silent"),
    "overdue": _("Silence beside the usual gap"),
    "longest_yet": _("Longest silence yet"),
    "nothing": _("Probability of buying nothing, by rates"),
    "days": _("Days with purchases"),
    "once": _("Bought once only"),
    "since": _("Days since the first purchase"),
    "recent": _("Purchases lately"),
    "change": _("Change of purchases"),
    "amount": _("Money at a time"),
    "returned": _("Share sent back"),
}
"""What the model looks at, as it is read."""
REFUSAL_WORDS: dict[Refusal, Promise] = {
    Refusal.NOTHING: _("Nobody has bought anything yet."),
    Refusal.SHORT: _(
        "The past is too short: to learn, to choose and to check takes four times the days within which"
        " customers usually come back."
    ),
    Refusal.FEW: _("Too few customers came back to tell how long they usually stay away."),
    Refusal.ALL_ALIKE: _(
        "Nearly all customers came back, or nearly none: there is nothing to tell them apart."
    ),
    Refusal.NO_BETTER: _(
        "What was learnt guessed no better than saying the same of everybody: it is not shown, since it"
        " would be chance."
    ),
}


@dataclass(frozen=True, slots=True)
class Band:
    """Risks from `least` up to below the next band's."""

    name: str
    label: Promise
    least: float
    tone: Tone


BANDS = (
    Band("likely", _("Likely to leave"), 0.7, "bad"),
    Band("open", _("May leave"), 0.4, "warn"),
    Band("hardly", _("Hardly"), 0.0, "good"),
)


def name_band(risk: float) -> Band:
    """Return the band of a risk."""
    return next(band for band in BANDS if risk >= band.least)


@dataclass(frozen=True, slots=True)
class DriftBand:
    """Population stability indices from `least` up to below the next band's."""

    label: Promise
    least: float
    tone: Tone


DRIFT_BANDS = (
    DriftBand(_("Has moved"), MOVED, "bad"),
    DriftBand(_("Moves"), WATCHED, "warn"),
    DriftBand(_("Steady"), 0.0, "good"),
)


def name_drift(index: float) -> DriftBand:
    """Return the band of a population stability index."""
    return next((band for band in DRIFT_BANDS if index >= band.least), DRIFT_BANDS[-1])
