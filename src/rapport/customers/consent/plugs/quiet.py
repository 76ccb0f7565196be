"""Quiet hours of the business, for customers who told none of their own."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.settings.api import Setting, SettingGroup, declare_settings


def declare_quiet_hours() -> None:
    """Declare when nobody is written to or called unless they wish it otherwise."""
    declare_settings(
        SettingGroup(
            key="quiet",
            label=_("Quiet hours"),
            help=_("When nobody is written to or called who told you no hours of their own."),
            icon="moon",
            order=50,
            words="night do not disturb",
        ),
        [
            Setting(
                key="quiet.from",
                label=_("From"),
                type="time",
                help=_("In the customer's zone, else in yours. Empty: no quiet hours."),
            ),
            Setting(key="quiet.to", label=_("To"), type="time", help=_("May lie on the next day.")),
        ],
    )
