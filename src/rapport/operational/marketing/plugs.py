"""What marketing gives to the rooms below: settings, filters over campaigns."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext
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
from rapport.operational.marketing.models import Campaign, CampaignOutcome
from rapport.operational.marketing.queries.assets import list_assets, list_logo_choices
from rapport.operational.marketing.queries.campaigns import list_begun, list_campaigns
from rapport.operational.marketing.queries.outcomes import list_outcomes

KIND = "campaign"
PICTURE = "campaign_asset"
CALL = "campaign_outcome"
CALL_STATES = CampaignOutcome.State.choices


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
    register_kind(FilterKind(CALL, _("Calls"), list_outcomes))
    register_fields(
        CALL,
        FilterField("state", _("State"), "choice", Column("state"), options=_fixed(CALL_STATES)),
        FilterField("next", _("Call next"), "instant", Column("next_at"), indexed=True),
        FilterField("tries", _("Tried"), "number", Column("tries")),
        member_field("assignee", _("Called by"), "assignee_id"),
    )
    register_kind(FilterKind(PICTURE, _("Pictures"), list_assets))
    register_fields(
        PICTURE,
        FilterField("name", _("Name"), "text", Column("name"), indexed=True),
        FilterField("created", _("Made"), "instant", Column("created_at"), indexed=True),
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
    declare_settings(group, [approval, *_brand()])


def _brand() -> list[Setting]:
    """What every letter of the business shows."""
    return [
        Setting(
            key="marketing.logo",
            label=_("Logo above every letter"),
            type="choice",
            choices=list_logo_choices,
            help=_("A picture of your library."),
        ),
        Setting(
            key="marketing.colour",
            label=_("Colour of buttons"),
            default="#1f5fbf",
            longest=7,
            check=_check_colour,
            help=_("Six digits after a #, such as #1f5fbf. White words must be readable on it."),
        ),
        Setting(key="marketing.footer", label=_("Words below every letter"), longest=500),
    ]


def _check_colour(value: str) -> str:
    """White words on it need a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3)."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        return gettext("Write a # and six digits.")
    parts = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    if 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) < 4.5:
        return gettext("White words could not be read on it: choose a darker one.")
    return ""


class NamedCampaigns:
    """Campaigns by their names, for whoever reckons what messages cost."""

    def name(self, ids: Collection[UUID]) -> dict[UUID, str]:
        """Return how campaigns are called."""
        return dict(Campaign.objects.filter(id__in=ids).values_list("id", "name"))

    def list_latest(self, actor: Actor, most: int) -> list[tuple[UUID, str]]:
        """Return the latest campaigns the actor may see."""
        if not actor.may("view", KIND):
            return []
        return list(list_campaigns(actor).order_by("-created_at", "-id").values_list("id", "name")[:most])


class CampaignDays:
    """The `PromotionSource` of `analytical.forecast`: when campaigns began or will begin."""

    def list_promotions(self) -> Sequence[datetime]:
        """Return the starts of campaigns of the last three years and of those to come (UTC)."""
        return list_begun(timezone.now() - timedelta(days=3 * 366))
