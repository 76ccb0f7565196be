"""What sets a group apart, as sentences: each names the figure it stands on."""

from django.utils.translation import gettext as _

from rapport.analytical.segmentation.contracts import Trait
from rapport.analytical.segmentation.contracts.labels import FEATURES
from rapport.ui.api import Viewer


def write_trait(trait: Trait, viewer: Viewer, currency: str) -> str:
    """Return a group's median of a feature beside everybody's."""
    return _("%(feature)s: half of them %(middle)s or more, of all customers %(of_all)s.") % {
        "feature": FEATURES[trait.feature],
        "middle": _write(trait.feature, trait.middle, viewer, currency),
        "of_all": _write(trait.feature, trait.of_all, viewer, currency),
    }


def _write(feature: str, value: float, viewer: Viewer, currency: str) -> str:
    match feature:
        case "order" | "ahead":
            return viewer.money(round(value), currency)
        case "returned":
            return viewer.share(value)
        case _:
            return viewer.number(round(value))
