"""What dynamic logic gives to the rooms below: filters over services and their log, its settings."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.inbox.api import DecisionLine
from rapport.collaborative.logic.models import LogicService, LogicTrace
from rapport.collaborative.logic.queries.editions import KIND, list_services
from rapport.collaborative.logic.queries.traces import list_thread_traces, list_traces, say_why
from rapport.kernel.filters.api import (
    Column,
    FilterField,
    FilterKind,
    Option,
    member_field,
    register_fields,
    register_kind,
)
from rapport.kernel.identity.api import Actor
from rapport.kernel.settings.api import Setting, SettingGroup, declare_settings

TRACE = "logic_trace"


def register_filters() -> None:
    """Let lists and programs ask about services and what they did."""
    register_kind(FilterKind(KIND, _("Automatic answers"), list_services))
    register_fields(
        KIND,
        FilterField("name", _("Name"), "text", Column("name")),
        FilterField(
            "state", _("State"), "choice", Column("state"), options=_fixed(LogicService.State.choices)
        ),
        FilterField("position", _("Place in the order"), "number", Column("position"), indexed=True),
        FilterField("created", _("Made"), "instant", Column("created_at"), indexed=True),
        member_field("owner", _("Owner"), "owner_id"),
    )
    register_kind(FilterKind(TRACE, _("Log of automatic answers"), list_traces))
    register_fields(
        TRACE,
        FilterField(
            *("service", _("Service"), "reference", Column("service_id")),
            options=_services,
            target=KIND,
            indexed=True,
        ),
        FilterField(
            "kind", _("What was done"), "choice", Column("kind"), options=_fixed(LogicTrace.Kind.choices)
        ),
        FilterField("version", _("Version"), "number", Column("number")),
        FilterField("at", _("When"), "instant", Column("at"), indexed=True),
    )


def explain_answers(conversation_id: UUID) -> list[DecisionLine]:
    """Return which service, in which version, did what in a conversation the caller has authorised."""
    return [
        DecisionLine(
            row.id,
            row.at,
            True,
            say_why(row.why, row.detail),
            "bot-message-square",
            gettext("%(what)s by “%(service)s”, version %(number)s:")
            % {
                "what": row.get_kind_display(),
                "service": row.service.name if row.service else "–",
                "number": row.number,
            },
        )
        for row in list_thread_traces(conversation_id)
    ]


def declare_guards() -> None:
    """Declare how many answers one sender gets."""
    group = SettingGroup(
        key="logic",
        label=_("Automatic answers"),
        help=_("How many answers one sender gets, so that two machines do not talk for ever."),
        icon="bot-message-square",
        order=65,
        words="dynamic logic auto reply keyword",
    )
    most = Setting(
        key="logic.most_answers",
        label=_("Answers one sender gets at most"),
        type="whole",
        default=12,
        least=1,
        most=100,
        required=True,
    )
    window = Setting(
        key="logic.window_minutes",
        label=_("Counted over"),
        type="whole",
        default=10,
        least=1,
        most=1440,
        unit=_("minutes"),
        required=True,
    )
    declare_settings(group, [most, window])


def _fixed(pairs: Iterable[tuple[str, Any]]) -> Callable[[Actor], list[Option]]:
    options = [Option(value, word) for value, word in pairs]
    return lambda _actor: options


def _services(actor: Actor) -> list[Option]:
    rows = list_services(actor).order_by("name", "id")[:200]
    return [Option(str(row.id), row.name) for row in rows]
