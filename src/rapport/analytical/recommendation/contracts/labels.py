"""What models and refusals are called."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

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
