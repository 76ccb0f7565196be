"""Registration of the room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from rapport.collaborative.delivery.api import AccountScreen
    from rapport.collaborative.delivery.contracts import Adapter
    from rapport.collaborative.mobile.contracts.base import MoveLine
    from rapport.ui.api.records import RecordList


class MobileConfig(AppConfig):
    """The room `collaborative.mobile`."""

    name = "rapport.collaborative.mobile"
    label = "mobile"

    def ready(self) -> None:
        """Bring the channel; name what history shows, and what is kept about people."""
        from rapport.collaborative.delivery.api import register_channel, register_screen
        from rapport.collaborative.delivery.contracts import Channel, Limits
        from rapport.collaborative.mobile import plugs
        from rapport.collaborative.mobile.operations.asking import ask_by_sms
        from rapport.collaborative.mobile.operations.hearing import hear
        from rapport.collaborative.mobile.operations.numbers import normal_number
        from rapport.collaborative.mobile.rules.settings import check_settings
        from rapport.customers.forms.api import register_asker

        register_channel(
            Channel(
                name="sms",
                label=_("SMS"),
                icon="smartphone",
                point="phone",
                capabilities=("send", "receive", "reports"),
                limits=Limits(text=1600, size=0),
                make=_make,
                normal=normal_number,
                check=check_settings,
                refer=lambda _token, _address: "",
                hear=hear,
            )
        )
        register_screen("sms", _screen)
        register_asker("sms", ask_by_sms)
        plugs.register_filters()
        self._name_history()
        self._name_personal()
        self._register_pages()
        self._declare_settings()

    def _name_history(self) -> None:
        from rapport.kernel.audit.api import TrackedTable, register_table

        link = {
            **{"name": _("Name"), "host": _("Server"), "port": _("Port"), "security": _("Security")},
            **{"system_id": _("System ID"), "system_type": _("System type"), "bind": _("Bound as")},
            **{"alphabet": _("Alphabet"), "long": _("Long messages"), "ids": _("Names in receipts")},
            **{"window": _("At once at most"), "per_second": _("A second at most")},
            **{"prefixes": _("For numbers that begin with"), "rank": _("Rank"), "cost": _("Cost of a part")},
            **{"currency": _("Currency"), "active": _("At work"), "secret": _("Password")},
        }
        register_table(TrackedTable("sms_link", _("SMS link"), "channel", link))

    def _register_pages(self) -> None:
        from rapport.collaborative.mobile.http.rest import links
        from rapport.collaborative.mobile.http.rest_base import base
        from rapport.collaborative.mobile.http.words import may_see
        from rapport.kernel.rest.api import register
        from rapport.ui.api import NavItem, may, register_nav
        from rapport.ui.api.records import register_records

        register("/sms-links", lambda: links, tag="SMS", kind="channel")
        register("/mobile-base", lambda: base, tag="SMS", kind="customer")
        register_records("base_move", _moves)
        register_nav(
            NavItem(
                *("mobile-base", _("Mobile base"), "smartphone", "mobile_base"),
                section="reach",
                order=29,
                allowed=may("view", "customer"),
            )
        )
        register_nav(
            NavItem(
                "sms-links",
                _("SMS links"),
                "radio-tower",
                "sms_links",
                section="settings",
                order=42,
                allowed=may_see,
                about=_("Connections to the message centres of operators."),
            )
        )
        register_nav(
            NavItem(
                "sms-wishes",
                _("STOP by SMS"),
                "message-square-reply",
                "sms_wishes",
                section="settings",
                order=43,
                allowed=may_see,
                about=_("Who wants no more by SMS, and what a message is heard as."),
            )
        )

    def _declare_settings(self) -> None:
        from rapport.kernel.settings.api import Setting, SettingGroup, declare_settings

        group = SettingGroup(
            key="sms",
            label=_("SMS"),
            help=_("What a message that wants no more ends."),
            icon="smartphone",
            order=66,
            words="stop opt-out unsubscribe",
        )
        reaches = (("every", _("On every channel")), ("sms", _("By SMS and MMS only")))
        reach = Setting(
            key="sms.stop_reaches",
            label=_("STOP by SMS ends advertising"),
            type="choice",
            default="every",
            choices=lambda: reaches,
            help=_("What somebody asked for is answered still."),
        )
        declare_settings(group, [reach])

    def _name_personal(self) -> None:
        from rapport.customers.party.api import register_personal
        from rapport.customers.party.contracts import PersonalCopy

        register_personal(
            PersonalCopy(table="sms_fragment", seen=("sender",)),
            PersonalCopy(table="sms_answer", seen=("sender",)),
        )


def _moves() -> "RecordList[MoveLine]":
    from rapport.collaborative.mobile.http.base import PEOPLE_LIST

    return PEOPLE_LIST


def _make() -> "Adapter":
    from rapport.collaborative.mobile.transports.sms import SmsAdapter

    return SmsAdapter()


def _screen() -> "AccountScreen":
    from rapport.collaborative.mobile.http.forms import SCREEN

    return SCREEN
