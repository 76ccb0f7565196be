"""Answers become tasks for sales: once in a campaign for each customer, with what they answered to."""

from datetime import timedelta
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from rapport.collaborative.delivery.api import Carried
from rapport.customers.party.api import load_states
from rapport.customers.timeline.api import Subject, TaskDraft, add_task
from rapport.kernel.identity.api import list_addresses
from rapport.kernel.settings.api import get_setting
from rapport.kernel.work.api import Work
from rapport.operational.marketing import events
from rapport.operational.marketing.models import Campaign, CampaignLead

DUE = timedelta(days=1)
"""Interest cools: whoever answered is called by the next day."""
_DEPTH = {"open": 1, "click": 2}


def raise_lead(carried: Carried, party_id: UUID, what: str, url: str, work: Work) -> UUID | None:
    """Give sales a task about an answer where the campaign asks for it; returns the task, or None.

    Following a link counts where opening does. Of two answers at once one makes the task.
    """
    campaign = Campaign.objects.filter(id=carried.group_id).first()
    if campaign is None or not campaign.follow_up or _DEPTH[what] < _DEPTH[campaign.follow_up]:
        return None
    lead, fresh = CampaignLead.objects.get_or_create(
        campaign=campaign, party_id=party_id, defaults={"at": work.now}
    )
    state = load_states([party_id]).get(party_id)
    if not fresh or state is None:
        return None
    assignee = _find_assignee(campaign, state.owner_id)
    with translation.override(get_setting("business.language")):
        title = _("%(name)s answered “%(campaign)s”") % {"name": state.name, "campaign": campaign.name}
        done = _("Followed a link") if what == "click" else _("Opened")
    body = "\n".join(part for part in (f"{done}: {url}" if url else done, campaign.goal) if part)
    draft = TaskDraft(title[:200], body, work.now + DUE, assignee, 3)
    task = add_task(Subject("customer", party_id, party_id), draft, actor=work.actor)
    CampaignLead.objects.filter(id=lead.id).update(task_id=task.id)
    work.record(
        events.LeadRaised(
            lead_id=lead.id,
            customer_id=party_id,
            origin="campaign",
            origin_id=campaign.id,
            origin_name=campaign.name,
            title=draft.title,
            text=body,
            what=what,
            url=url,
            delivery_id=carried.delivery_id,
            task_id=task.id,
            assignee_id=assignee,
            at=work.now,
        )
    )
    return task.id


def _find_assignee(campaign: Campaign, owner_id: UUID | None) -> UUID | None:
    """The member the campaign names, else who looks after the customer, else who owns the campaign."""
    asked = [one for one in (campaign.follow_up_id, owner_id, campaign.owner_id) if one]
    here = list_addresses(asked)
    return next((one for one in asked if one in here), None)
