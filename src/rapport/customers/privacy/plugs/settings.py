"""What a business chooses: the law of its requests, how long archives and addresses of invoices are kept."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.settings.api import Setting, SettingGroup, declare_settings

LAWS = (
    ("gdpr", _("GDPR: one month, two more with a reason")),
    ("pipl", _("China (PIPL, GB/T 35273): 30 days")),
    ("ccpa", _("California (CCPA): 45 days, 45 more with a reason")),
)


def declare_choices() -> None:
    """Declare the settings of the room and its page of rules."""
    group = SettingGroup(
        key="privacy",
        label=_("Requests about data"),
        help=_("By which law people’s requests are answered, and what an erasure leaves for a while."),
        icon="shield-user",
        order=75,
        words="gdpr privacy export erase 隐私 删除 导出",
    )
    declare_settings(
        group,
        [
            Setting(
                key="privacy.law",
                label=_("Law"),
                type="choice",
                default="gdpr",
                required=True,
                choices=lambda: LAWS,
                help=_("By when a request is answered, and how long it may be put off."),
            ),
            Setting(
                key="privacy.remind_days",
                label=_("Remind before the last day"),
                type="whole",
                default=7,
                least=1,
                most=30,
                unit=_("days"),
            ),
            Setting(
                key="privacy.archive_days",
                label=_("Archives can be downloaded for"),
                type="whole",
                default=14,
                least=1,
                most=90,
                unit=_("days"),
            ),
            Setting(
                key="privacy.invoice_years",
                label=_("Addresses of invoices are kept for"),
                type="whole",
                default=10,
                least=0,
                most=30,
                unit=_("years"),
                help=_("An erasure leaves an invoice its address, as the law asks; then it goes."),
            ),
        ],
    )
    declare_settings(
        SettingGroup(
            key="retention",
            label=_("Keeping data"),
            help=_("How long each kind of data is kept, and what went last night."),
            icon="calendar-x",
            page="/settings/retention",
            words="retention delete old gdpr 保留 期限",
            order=215,
        )
    )
