"""What serving customers costs, as settings: each kind with what is assumed until the business says
otherwise."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from rapport.analytical.value.contracts.cost_kinds import add_cost_kinds
from rapport.analytical.value.contracts.costs import CostKind
from rapport.kernel.settings.api import Setting, SettingGroup, declare_settings

WORTH = SettingGroup(
    key="worth",
    label=_("Worth"),
    icon="coins",
    order=70,
    help=_("How the worth of customers is reckoned. What serving them costs is assumed until you say it."),
)


def declare_prices(kinds: Iterable[CostKind]) -> None:
    """Let the business say what each of these kinds of service costs, in major units of its own currency."""
    kinds = list(kinds)
    add_cost_kinds(kinds)
    declare_settings(
        WORTH,
        [
            Setting(
                key=kind.setting,
                label=kind.label,
                type="decimal",
                default=kind.assumed,
                least=0,
                most=100 if kind.percent else 100_000,
                unit=_("%") if kind.percent else "",
                help=kind.help,
            )
            for kind in kinds
        ],
    )
