"""What a campaign brought: purchases of those drawn to be written to, beside those drawn to be held out."""

from datetime import datetime, timedelta

from rapport.operational.marketing.contracts import Arm, CampaignLine, Effect
from rapport.operational.marketing.rules.effect import compare
from rapport.operational.orders.api import compare_sides

# The lot counts, not what arrived: whoever was planned stays on that side, however the letter fared.
_SIDES = """
select party_id, case when state = 'held-out' then 'held-out' else 'treated' end as side
  from campaign_recipient
 where campaign_id = %(campaign)s and (state in ('planned', 'handed', 'held-out') or reason = 'stopped')
"""
_LETTERS = """
select party_id, variant as side from campaign_recipient
 where campaign_id = %(campaign)s and variant <> ''
"""
_NOBODY = Arm(0, 0, 0, 0.0, 0.0)


def measure_effect(campaign: CampaignLine, now: datetime) -> Effect | None:
    """Return the effect so far, from the start until the window ends (or now); None before the start."""
    arms = _measure(_SIDES, campaign, now)
    if arms is None:
        return None
    return compare(arms.get("treated", _NOBODY), arms.get("held-out", _NOBODY))


def measure_letters(campaign: CampaignLine, now: datetime) -> dict[str, Arm]:
    """Return what those who got each letter bought, by its code."""
    return _measure(_LETTERS, campaign, now) or {}


def _measure(members: str, campaign: CampaignLine, now: datetime) -> dict[str, Arm] | None:
    if campaign.started_at is None:
        return None
    until = min(campaign.started_at + timedelta(days=campaign.window_days), now)
    found = compare_sides(
        members,
        {"campaign": campaign.id},
        since=campaign.started_at,
        until=until,
        currency=campaign.currency,
    )
    return {one.side: Arm(one.people, one.buyers, one.orders, one.revenue, one.squares) for one in found}
