"""Launching: links and pictures are asked first, before anything is locked; then it is scheduled."""

from datetime import datetime
from uuid import UUID

from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.contracts import CampaignLine
from rapport.operational.marketing.operations.life import schedule_campaign
from rapport.operational.marketing.operations.proving import prove_campaign, require_proven
from rapport.operational.marketing.queries.campaigns import get_campaign


def launch_campaign(campaign_id: UUID, send_at: datetime | None = None, *, actor: Actor) -> CampaignLine:
    """Schedule a campaign whose links and pictures all answer; the way of pages and programs.

    Raises what `schedule_campaign` does, and `Invalid` naming a letter and the address that fails; `Conflict`
    where somebody changed the letters meanwhile.
    """
    with as_tenant(actor.tenant_id):
        line = get_campaign(campaign_id, actor=actor, verb="edit")
    require_proven(prove_campaign(line, actor=actor))
    return schedule_campaign(campaign_id, send_at, version=line.version, actor=actor)
