"""The words people read for segments, measures, models, refusals and gaps."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.analytical.value.contracts.fit import Refusal
from rapport.analytical.value.contracts.profit import Period
from rapport.analytical.value.contracts.scoring import Segment

Tone = Literal["plain", "info", "good", "warn", "bad", "accent"]
SEGMENT_LABELS: dict[Segment, Promise] = {
    Segment.CHAMPIONS: _("Champions"),
    Segment.LOYAL: _("Loyal customers"),
    Segment.POTENTIAL_LOYALISTS: _("Potential loyalists"),
    Segment.NEW: _("New customers"),
    Segment.PROMISING: _("Promising"),
    Segment.NEED_ATTENTION: _("Need attention"),
    Segment.ABOUT_TO_SLEEP: _("About to fall asleep"),
    Segment.AT_RISK: _("At risk"),
    Segment.CANNOT_LOSE: _("Cannot lose them"),
    Segment.HIBERNATING: _("Hibernating"),
}
SEGMENT_ADVICE: dict[Segment, Promise] = {
    Segment.CHAMPIONS: _("Bought lately and often. Reward them, show them new things first."),
    Segment.LOYAL: _("Buy regularly. Offer what goes with it, ask what they think."),
    Segment.POTENTIAL_LOYALISTS: _("Came lately and more than once. Invite them to the loyalty programme."),
    Segment.NEW: _("Bought for the first time lately. Make the start easy, earn the second order."),
    Segment.PROMISING: _("Came lately, bought little. Make yourself known, offer a small try."),
    Segment.NEED_ATTENTION: _("Average in everything and cooling. Remind them with what they liked."),
    Segment.ABOUT_TO_SLEEP: _("Bought little and some time ago. Bring them back while it is cheap."),
    Segment.AT_RISK: _("Bought often, but long ago. Write in person and ask what went wrong."),
    Segment.CANNOT_LOSE: _("Were among the best and stay away. Call them before somebody else does."),
    Segment.HIBERNATING: _("Bought little and long ago. Keep them in the newsletter, spend no more."),
}
REASON_LABELS: dict[str, Promise] = {
    "recency": _("Days since the last purchase"),
    "frequency": _("Purchases"),
    "monetary": _("Spent"),
}
SEGMENT_TONES: dict[Segment, Tone] = {
    Segment.CHAMPIONS: "accent",
    Segment.LOYAL: "good",
    Segment.POTENTIAL_LOYALISTS: "good",
    Segment.NEW: "info",
    Segment.PROMISING: "info",
    Segment.NEED_ATTENTION: "warn",
    Segment.ABOUT_TO_SLEEP: "warn",
    Segment.AT_RISK: "bad",
    Segment.CANNOT_LOSE: "bad",
    Segment.HIBERNATING: "plain",
}
MODEL_LABELS: dict[str, Promise] = {
    "bg_nbd": _("Who leaves, leaves after a purchase (BG/NBD)"),
    "pareto_nbd": _("Who leaves, leaves at any moment (Pareto/NBD)"),
    "gamma_gamma": _("What is spent at a time (Gamma-Gamma)"),
}
PERIOD_LABELS: dict[Period, Promise] = {
    Period.YEAR: _("The last twelve months"),
    Period.ALL: _("Since ever"),
}
REFUSAL_WORDS: dict[Refusal, Promise] = {
    Refusal.NOTHING: _("Nobody has bought anything yet."),
    Refusal.SHORT: _("There is less than half a year of purchases. A guess from so little would be chance."),
    Refusal.FEW: _("Fewer than a hundred customers are known long enough to check a guess on."),
    Refusal.FEW_CAME_BACK: _(
        "Fewer than thirty customers came back for a second purchase: nothing to learn from."
    ),
    Refusal.NO_PEAK: _("The purchases fit no model: what would be said of the time ahead could be anything."),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A figure that is not given, and why."""

    label: Promise
    why: Promise


GAPS = (
    Gap(_("Profit ahead"), _("Amounts are revenue: what will be bought is known no better than its cost.")),
    Gap(_("Share of wallet"), _("Needs what customers spend elsewhere, as a survey asks.")),
)
