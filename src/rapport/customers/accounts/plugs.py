"""What key accounts give to the rooms below: service levels and business hours as settings."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.customers.accounts.models import KeyAccount
from rapport.customers.accounts.operations.needs import CALLED
from rapport.customers.accounts.queries import DAYS, list_accounts, list_needs, read_service
from rapport.customers.party.api import place_fields
from rapport.kernel.errors import say
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
    unit_field,
)
from rapport.kernel.identity.api import Actor
from rapport.kernel.notices.api import NoticeKind, Told, register_notice
from rapport.kernel.settings.api import Setting, SettingGroup, declare_settings

_BOUGHT = {"party__order_count__gt": 0}
MINUTES = {"premium": (30, 30), "priority": (120, 120), "standard": (480, 480)}
WORKDAYS = ["mon", "tue", "wed", "thu", "fri"]
NAMES = (
    *(_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")),
)
MOST = 10_080


def register_filters() -> None:
    """Let lists, programs and audiences ask about key accounts."""
    register_kind(FilterKind("account", _("Key accounts"), list_accounts))
    register_relations("account", Relation("customer", _("a customer"), "customer", "id", here="party_id"))
    register_fields(
        "account",
        FilterField("level", _("Service level"), "choice", Column("level"), options=_name_levels),
        FilterField("since", _("Since"), "instant", Column("since"), indexed=True),
        FilterField(
            *("spent", _("Spent"), "money", Column("party__spent_minor", "party__currency", only=_BOUGHT)),
            rule="spent_minor",
            ruled="customer",
        ),
        *place_fields("party__"),
        unit_field("unit", _("Unit"), "party__unit_id", rule="unit_id", ruled="customer"),
        member_field("owner", _("Owner"), "party__owner_id", rule="owner_id", ruled="customer"),
    )


def _name_levels(actor: Actor) -> list[Option]:
    return [Option(level, read_service(level).name or word) for level, word in KeyAccount.Level.choices]


def register_notices() -> None:
    """Let a team be told of an urgent need, by a letter at once unless they chose otherwise."""
    label = _("An urgent need of a key account is mine to take")
    register_notice(
        NoticeKind(CALLED, label, "siren", _write, _lead, names=name_needs, way="mail", pressing=True)
    )


def name_needs(ids: Collection[UUID], actor: Actor) -> dict[UUID, str]:
    """What needs are about, as far as the reader may see them."""
    if not actor.may("view", "account"):
        return {}
    rows = list_needs(actor).filter(id__in=tuple(ids))
    return {row.id: f"{row.party.name}: {row.title}" for row in rows}


def _write(told: Told) -> str:
    if told.values.get("step") == 1:
        return gettext("A key account needs something at once")
    return gettext("Nobody took care of a key account’s need in time; so it comes to you")


def _lead(told: Told) -> str:
    return f"/needs/{told.subject_id}"


def declare_service() -> None:
    """Declare what each service level promises, and when the clock of urgent needs runs."""
    group = SettingGroup(
        key="accounts",
        label=_("Key accounts"),
        help=_(
            "How soon an urgent need is answered at each service level, and in which hours the clock runs."
        ),
        icon="gem",
        order=70,
        words="sla escalation urgent hours holidays",
    )
    declare_settings(group, [*_hours(), *(one for level in MINUTES for one in _level(level))])


def _hours() -> list[Setting]:
    return [
        Setting(key="accounts.from", label=_("Work begins"), type="time", default="09:00", required=True),
        Setting(
            key="accounts.to",
            label=_("Work ends"),
            type="time",
            default="17:30",
            required=True,
            help=_("The same time as it begins means day and night."),
        ),
        Setting(
            key="accounts.days",
            label=_("Working days"),
            type="ranked",
            default=WORKDAYS,
            choices=lambda: list(zip(DAYS, NAMES, strict=True)),
            help=_("None at all means every day."),
        ),
        Setting(
            key="accounts.holidays",
            label=_("Holidays"),
            type="lines",
            longest=10_000,
            check=_refuse_days,
            help=_("One day a line, such as 2026-12-25."),
        ),
    ]


def _level(level: str) -> list[Setting]:
    answer, further = MINUTES[level]
    word = KeyAccount.Level(level).label
    return [
        Setting(
            key=f"accounts.{level}_name",
            label=format_lazy("{}: {}", word, _("what you call it")),
            longest=40,
            help=_("What you call this service level; empty, it keeps its name."),
        ),
        Setting(
            key=f"accounts.{level}_answer",
            label=format_lazy("{}: {}", word, _("answered within")),
            type="whole",
            default=answer,
            least=1,
            most=MOST,
            unit=_("working minutes"),
        ),
        Setting(
            key=f"accounts.{level}_further",
            label=format_lazy("{}: {}", word, _("to the head of the unit after another")),
            type="whole",
            default=further,
            least=1,
            most=MOST,
            unit=_("working minutes"),
        ),
    ]


def _refuse_days(value: str) -> str:
    """Return why a text is no list of days."""
    for line in value.split():
        try:
            date.fromisoformat(line)
        except ValueError:
            return say("“%(line)s” is not a day such as 2026-12-25.", line=line[:40])
    return ""
