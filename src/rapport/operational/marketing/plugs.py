"""What marketing gives to the rooms below: settings, filters over campaigns."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

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
from rapport.operational.marketing.models import Campaign
from rapport.operational.marketing.queries.campaigns import list_campaigns

KIND = "campaign"


def register_filters() -> None:
    """Let lists and programs ask about campaigns."""
    register_kind(FilterKind(KIND, _("Campaigns"), list_campaigns))
    register_fields(
        KIND,
        FilterField("name", _("Name"), "text", Column("name"), indexed=True),
        FilterField("state", _("State"), "choice", Column("state"), options=_fixed(Campaign.State.choices)),
        FilterField("send", _("Goes out"), "instant", Column("send_at"), indexed=True),
        FilterField("started", _("Began"), "instant", Column("started_at")),
        FilterField("created", _("Made"), "instant", Column("created_at"), indexed=True),
        member_field("owner", _("Owner"), "owner_id"),
    )


def _fixed(pairs: Iterable[tuple[str, Any]]) -> Callable[[Actor], list[Option]]:
    options = [Option(value, word) for value, word in pairs]
    return lambda _actor: options


def declare_house_rules() -> None:
    """Declare how campaigns are approved and how letters look."""
    group = SettingGroup(
        key="marketing",
        label=_("Marketing"),
        help=_("Approval of campaigns, and how letters look."),
        icon="megaphone",
        order=66,
        words="campaign letter brand logo approval",
    )
    approval = Setting(
        key="marketing.approval",
        label=_("A campaign goes out only after somebody else approved it"),
        type="yes",
        default=False,
    )
    declare_settings(group, [approval])
