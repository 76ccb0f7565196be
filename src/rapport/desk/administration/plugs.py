"""The pages of administration among the settings, where people look for them."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.settings.api import SettingGroup, declare_settings


def declare_pages() -> None:
    """Declare each page that no form of settings can hold."""
    for order, (key, label, about, icon, page, kind, words) in enumerate(
        (
            (
                "rates",
                _("Exchange rates"),
                _("What other currencies are worth in yours, by day."),
                *("arrow-left-right", "/settings/rates", "settings", "currency money 货币 汇率"),
            ),
            (
                "usage",
                _("Plan and usage"),
                _("How much of your plan is used."),
                *("gauge", "/settings/usage", "settings", "quota limit storage metering"),
            ),
            (
                "people",
                _("People and roles"),
                _("Who works here, what they may, who is invited."),
                *("users", "/settings/people", "member", "members permissions teams invite"),
            ),
            (
                "units",
                _("Organisation"),
                _("Places that each see their own customers."),
                *("network", "/settings/units", "unit", "branches tiers province"),
            ),
            (
                "tokens",
                _("API tokens"),
                _("Keys of programs that use the API."),
                *("key-round", "/settings/tokens", "token", "api integration program"),
            ),
            (
                "history",
                _("History"),
                _("Who changed what, when and from where."),
                *("history", "/settings/history", "audit", "audit log changes"),
            ),
        )
    ):
        declare_settings(
            SettingGroup(
                key=key,
                label=label,
                help=about,
                icon=icon,
                page=page,
                kind=kind,
                words=words,
                order=200 + order,
            )
        )
