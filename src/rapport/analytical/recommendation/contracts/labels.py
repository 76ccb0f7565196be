"""What models and refusals are called."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from rapport.analytical.recommendation.contracts.offers import WhyNot
from rapport.analytical.recommendation.contracts.versions import Refusal
from rapport.ui.api import Label

MODEL_LABELS: Mapping[str, Label] = {
    "popular": _("What most customers buy"),
    "together": _("Item to item"),
    "ease": "EASE",
    "ials": "iALS",
}
REFUSAL_WORDS: Mapping[Refusal, Label] = {
    Refusal.NOTHING: _("No order names a product yet."),
    Refusal.FEW: _(
        "Too few customers bought something new in the time held out to compare models: thirty are needed. "
        "Until then everybody is shown what most customers buy."
    ),
}
WHY_NOT: Mapping[WhyNot, Label] = {
    WhyNot.NOT_SOLD: _("Not on sale"),
    WhyNot.BARRED: _("Not to be recommended"),
    WhyNot.SHELF_BARRED: _("Its category is not to be recommended"),
    WhyNot.NOT_FOR_THEM: _("Not for this customer"),
    WhyNot.ENOUGH: _("Enough of its category in the list"),
}
