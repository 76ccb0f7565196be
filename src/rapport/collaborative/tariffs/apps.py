"""Registration of the room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from rapport.collaborative.tariffs.models import MessageCharge
    from rapport.ui.api.records import RecordList


class TariffsConfig(AppConfig):
    """The room `collaborative.tariffs`."""

    name = "rapport.collaborative.tariffs"
    label = "tariffs"

    def ready(self) -> None:
        """Take part in delivery; name what history shows; bring filters, notices, endpoints and pages."""
        from rapport.collaborative.tariffs import plugs

        plugs.take_part()
        plugs.register_filters()
        plugs.register_notices()
        self._name_history()
        self._register_pages()
        self._register_programs()

    def _name_history(self) -> None:
        from rapport.kernel.audit.api import TrackedTable, register_table

        number = {
            **{"number": _("Number"), "country": _("Country"), "operators": _("Operators")},
            **{"capabilities": _("What goes over it"), "owner_id": _("Looked after by"), "note": _("Note")},
            **{"valid_from": _("Valid from"), "valid_until": _("Valid until")},
        }
        tariff = {
            **{
                "kind": _("Kind"),
                "direction": _("Direction"),
                "channel": _("Channel"),
                "number": _("Number"),
            },
            **{"country": _("Country"), "operator": _("Operator"), "cost": _("Cost of a part")},
            **{"prefixes": _("For numbers that begin with"), "price": _("What a part brings")},
            **{"currency": _("Currency"), "valid_from": _("Valid from"), "ended_on": _("Holds until")},
        }
        budget = {
            **{"name": _("Name"), "reach": _("Counts"), "number": _("Number"), "campaign_id": _("Campaign")},
            **{"period": _("Period"), "amount_minor": _("At most"), "currency": _("Currency")},
            **{
                "advertising": _("Advertising only"),
                "active": _("At work"),
                "owner_id": _("Looked after by"),
            },
        }
        register_table(TrackedTable("service_number", _("Service number"), "channel", number))
        register_table(TrackedTable("message_tariff", _("Tariff"), "channel", tariff))
        register_table(TrackedTable("message_budget", _("Budget for messages"), "channel", budget))

    def _register_programs(self) -> None:
        from rapport.collaborative.tariffs.http import rest
        from rapport.kernel.rest.api import register

        tag = "Costs of messages"
        register("/service-numbers", lambda: rest.numbers, tag=tag, kind="channel")
        register("/message-tariffs", lambda: rest.tariffs, tag=tag, kind="channel")
        register("/message-budgets", lambda: rest.budgets, tag=tag, kind="channel")
        register("/message-costs", lambda: rest.costs, tag=tag, kind="channel")

    def _register_pages(self) -> None:
        from rapport.collaborative.tariffs.http.words import may_see
        from rapport.ui.api import NavItem, register_nav
        from rapport.ui.api.records import register_records

        register_records("message_charge", _charges)
        about = {
            "service_numbers": _("Numbers and short codes you rent, and until when."),
            "tariffs": _("What messages cost you and bring you, from which day on."),
            "budgets": _("How much messages may cost, and what is spent."),
        }
        labels = {
            "service_numbers": (_("Service numbers"), "hash"),
            "tariffs": (_("Tariffs"), "receipt"),
            "budgets": (_("Message budgets"), "wallet"),
        }
        for at, (name, (label, icon)) in enumerate(labels.items()):
            register_nav(
                NavItem(
                    *(name.replace("_", "-"), label, icon, name),
                    section="settings",
                    order=44 + at,
                    allowed=may_see,
                    about=about[name],
                )
            )
        register_nav(
            NavItem(
                *("message-costs", _("Message costs"), "badge-cent", "message_costs"),
                section="settings",
                order=47,
                allowed=may_see,
                about=_("Costs and margins by number, campaign, country and month."),
            )
        )


def _charges() -> "RecordList[MessageCharge]":
    from rapport.collaborative.tariffs.http.costs import MESSAGES

    return MESSAGES
