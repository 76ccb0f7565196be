"""What the room gives to the rooms below: filters over charges, notices, words of what stops a message."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.collaborative.delivery.api import register_charging, register_reasons
from rapport.collaborative.tariffs.models import MessageTariff
from rapport.collaborative.tariffs.operations.charging import Ledger
from rapport.collaborative.tariffs.operations.noticing import GONE, NEARLY
from rapport.collaborative.tariffs.queries.charges import list_charges
from rapport.collaborative.tariffs.queries.naming import list_campaigns
from rapport.collaborative.tariffs.queries.words import REASONS
from rapport.kernel.filters.api import (
    Column,
    FilterField,
    FilterKind,
    Option,
    register_fields,
    register_kind,
)
from rapport.kernel.identity.api import Actor
from rapport.kernel.notices.api import NoticeKind, Told, register_notice

KIND = "message_charge"


def take_part() -> None:
    """Reckon messages as they are claimed, sent and taken in; say why one waits."""
    register_charging(Ledger())
    register_reasons(REASONS)


def register_filters() -> None:
    """Let lists and programs ask about what messages cost."""
    register_kind(FilterKind(KIND, gettext_lazy("Costs of messages"), list_charges))
    register_fields(
        KIND,
        FilterField("number", gettext_lazy("Number"), "text", Column("number"), indexed=True),
        FilterField("country", gettext_lazy("Country"), "text", Column("country"), indexed=True),
        FilterField(
            *("campaign", gettext_lazy("Campaign"), "reference", Column("group_id")),
            options=_campaigns,
            indexed=True,
        ),
        FilterField("month", gettext_lazy("Month"), "date", Column("month")),
        FilterField(
            *("direction", gettext_lazy("Direction"), "choice", Column("direction")),
            options=_fixed(MessageTariff.Direction.choices),
        ),
        FilterField(
            *("kind", gettext_lazy("Kind"), "choice", Column("kind")),
            options=_fixed(MessageTariff.Kind.choices),
        ),
        FilterField("parts", gettext_lazy("Parts"), "number", Column("parts")),
        FilterField("at", gettext_lazy("When"), "instant", Column("at"), indexed=True),
    )


def register_notices() -> None:
    """Let members hear of money that runs out."""
    register_notice(
        NoticeKind(NEARLY, gettext_lazy("A budget for messages is nearly used up"), "wallet", _nearly, _lead)
    )
    register_notice(
        NoticeKind(
            *(GONE, gettext_lazy("A budget for messages is used up"), "wallet", _gone, _lead),
            way="mail",
            pressing=True,
        )
    )


def _nearly(told: Told) -> str:
    share = int(told.values.get("share", 0))
    return _("A budget for messages is used to %(share)s %%") % {"share": share}


def _gone(told: Told) -> str:
    return _("A budget for messages is used up: messages wait until it is raised")


def _lead(told: Told) -> str:
    return "/settings/budgets"


def _campaigns(actor: Actor) -> list[Option]:
    return [Option(str(one), name) for one, name in list_campaigns(actor)]


def _fixed(pairs: Iterable[tuple[str, Any]]) -> Callable[[Actor], list[Option]]:
    options = [Option(value, word) for value, word in pairs]
    return lambda _actor: options
