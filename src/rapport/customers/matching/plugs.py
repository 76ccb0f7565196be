"""By which keys arriving records meet, as a setting of the business."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.customers.matching.api import MatchRuleLine, list_match_rules, set_match_rules
from rapport.customers.matching.models import MatchRule
from rapport.kernel.identity.api import Actor
from rapport.kernel.settings.api import Setting, SettingGroup, declare_settings

ORDER = "arrival.order"


class RuleStore:
    """The rules of meeting as the keys that are on, in the order they are tried."""

    def read(self) -> Mapping[str, Any]:
        """Return the keys that are on."""
        return {ORDER: [line.key for line in list_match_rules() if line.enabled]}

    def write(self, values: Mapping[str, Any], *, actor: Actor) -> None:
        """Keep which keys are on, and their order."""
        on = list(values[ORDER])
        every = [*on, *(key for key in MatchRule.Key.values if key not in on)]
        lines = [MatchRuleLine(key, key in on, rank) for rank, key in enumerate(every, start=1)]
        set_match_rules(lines, actor=actor)


def declare_rules() -> None:
    """Declare the rules of meeting."""
    declare_settings(
        SettingGroup(
            key="arrival",
            label=_("When customers arrive"),
            help=_("By what a customer who arrives is known to be one you have."),
            icon="git-merge",
            order=40,
            words="duplicate match merge import",
        ),
        [
            Setting(
                key=ORDER,
                label=_("Who is the same"),
                type="ranked",
                default=["external_id", "email"],
                choices=lambda: MatchRule.Key.choices,
                store=RuleStore(),
                help=_(
                    "Tried in this order, in imports, the API and connected shops; the first key that leads "
                    "to a customer decides. Phones are often shared by a family or an office."
                ),
            )
        ],
    )
