"""The words for groups found in the data: their features, what sets them apart, and why there are none."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from rapport.analytical.segmentation.contracts.grouping import GroupingRefusal, Trait

FEATURES: dict[str, Promise] = {
    "recency": _("Days since the last purchase"),
    "frequency": _("Purchases"),
    "order": _("Spent at a time"),
    "tenure": _("Days since the first purchase"),
    "returned": _("Share sent back"),
    "ahead": _("Expected in a year"),
}
MORE: dict[str, Promise] = {
    "recency": _("silent for long"),
    "frequency": _("buy often"),
    "order": _("large orders"),
    "tenure": _("with us for long"),
    "returned": _("send much back"),
    "ahead": _("much expected"),
}
LESS: dict[str, Promise] = {
    "recency": _("bought lately"),
    "frequency": _("buy seldom"),
    "order": _("small orders"),
    "tenure": _("new here"),
    "returned": _("send little back"),
    "ahead": _("little expected"),
}
METHODS: dict[str, Promise] = {
    "k_means": _("Nearest middle (k-means)"),
    "mixture": _("Mixture of normal shapes"),
}
REFUSALS: dict[GroupingRefusal, Promise] = {
    GroupingRefusal.FEW: _("Fewer than two hundred customers have bought: too few to find groups among."),
    GroupingRefusal.ALIKE: _("The customers are too much alike in what is known of them."),
    GroupingRefusal.NO_GROUPS: _(
        "No number of groups comes back when the customers are drawn anew: what would be shown were chance."
    ),
}


def name_group(telling: Sequence[Trait]) -> str:
    """Return what a group is called by what sets it apart, in the language of the moment."""
    words = [str((MORE if one.step > 0 else LESS)[one.feature]) for one in telling]
    name = ", ".join(words) or say("in the middle of everything")
    return name[:1].upper() + name[1:]
