"""What conversations give to the rooms below: what they can be filtered by."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.collaborative.delivery.models import Conversation
from rapport.collaborative.delivery.operations.channels import list_channels
from rapport.collaborative.delivery.queries.said import ReceivedMessages
from rapport.collaborative.delivery.queries.threads import list_conversations
from rapport.customers.timeline.api import register_said
from rapport.kernel.filters.api import (
    Column,
    FilterField,
    FilterKind,
    Option,
    Relation,
    member_field,
    register_fields,
    register_kind,
    register_relations,
)
from rapport.kernel.identity.api import Actor
from rapport.kernel.settings.api import Setting, SettingGroup, declare_settings

KIND = "conversation"


def register_filters() -> None:
    """Let lists and programs ask about conversations, and about customers by them."""
    register_kind(FilterKind(KIND, _("Conversations"), list_conversations))
    register_fields(
        KIND,
        FilterField(
            "state", _("State"), "choice", Column("state"), options=_fixed(Conversation.State.choices)
        ),
        FilterField(
            "match", _("Sender"), "choice", Column("match"), options=_fixed(Conversation.Match.choices)
        ),
        FilterField("channel", _("Channel"), "choice", Column("channel"), options=_channels),
        FilterField("last", _("Last message"), "instant", Column("last_at"), indexed=True),
        FilterField("waiting", _("Waiting since"), "instant", Column("waiting_since")),
        FilterField("messages", _("Messages"), "number", Column("messages")),
        member_field("assignee", _("Assigned to"), "assignee_id"),
    )
    register_relations(KIND, Relation("customer", _("a customer"), "customer", "id", here="party_id"))
    register_relations("customer", Relation("conversations", _("conversations"), KIND, "party_id"))


def _fixed(pairs: Iterable[tuple[str, Any]]) -> Callable[[Actor], list[Option]]:
    options = [Option(value, word) for value, word in pairs]
    return lambda _actor: options


def _channels(actor: Actor) -> list[Option]:
    return [Option(one.name, str(one.label)) for one in list_channels()]


def tell_said() -> None:
    """Let what customers wrote be read by whoever looks at how they feel."""
    register_said(ReceivedMessages())


def declare_caps() -> None:
    """Declare how much one customer is written at most."""
    group = SettingGroup(
        key="delivery",
        label=_("Messages"),
        help=_("What protects customers from being written too often."),
        icon="messages-square",
        order=65,
        words="caps frequency e-mail sms",
    )
    most = Setting(
        key="delivery.most_a_day",
        label=_("Advertising messages a customer gets in a day at most"),
        type="whole",
        default=2,
        least=0,
        most=100,
        help=_("0 means no limit. Answers are not counted."),
    )
    weekly = Setting(
        key="delivery.most_a_week",
        label=_("Advertising messages a customer gets in seven days at most"),
        type="whole",
        default=5,
        least=0,
        most=500,
        help=_("0 means no limit. Answers are not counted."),
    )
    declare_settings(group, [most, weekly])
