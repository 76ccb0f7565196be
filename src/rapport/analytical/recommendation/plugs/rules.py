"""The business's own rules, beside what is learnt."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.settings.api import Setting, SettingGroup, declare_settings


def declare_rules() -> None:
    """Let the business say what counts beside what was learnt, and how many customers are compared."""
    declare_settings(
        SettingGroup(
            key="recommendation",
            label=_("Recommendations"),
            icon="sparkles",
            order=75,
            help=_("What counts beside what was learnt from purchases."),
        ),
        (
            Setting(
                key="recommendation.margin",
                label=_("Weight of the margin"),
                type="whole",
                default=0,
                least=0,
                most=100,
                unit=_("%"),
                help=_("At 100 a product that costs nothing counts twice; at 0 only what was learnt counts."),
            ),
            Setting(
                key="recommendation.category",
                label=_("Of one category at most"),
                type="whole",
                default=3,
                least=1,
                most=20,
                help=_("So many products of one category stand in a list of what is new to somebody."),
            ),
            Setting(
                key="recommendation.slice",
                label=_("Customers compared"),
                type="whole",
                default=5,
                least=0,
                most=50,
                unit=_("%"),
                help=_("Of so many customers the shop shows what chance draws, always the same customers."),
            ),
            Setting(
                key="recommendation.win_back",
                label=_("Winning back succeeds"),
                type="whole",
                default=10,
                least=0,
                most=100,
                unit=_("%"),
                help=_("With so many of those you get in touch with before they leave; your own experience."),
            ),
        ),
    )
