"""Answers become tasks for sales: once in a campaign for each customer, with what they answered to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from rapport.collaborative.delivery.api import Carried
from rapport.customers.party.api import load_states
from rapport.customers.timeline.api import Subject, TaskDraft, add_task
from rapport.kernel.identity.api import list_addresses, system_actor
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
    with translation.override(get_setting("business.language")):
        done = _("Followed a link") if what == "click" else _("Opened")
    said = Said(what, f"{done}: {url}" if url else done, url, carried.delivery_id)
    return _make_lead(campaign, party_id, said, work)


def raise_hand_lead(
    campaign: Campaign, party_id: UUID, outcome: str, *, note: str, caller: UUID | None, work: Work
) -> UUID | None:
    """Give sales a task about what a customer said to a caller or wrote back; returns the task, or None.

    It is the member's the campaign names, else who looks after the customer, else the caller's.
    """
    with translation.override(get_setting("business.language")):
        done = _("Bought") if outcome == "bought" else _("Is interested")
    said = Said(outcome, f"{done}: {note}" if note else done, caller=caller)
    return _make_lead(campaign, party_id, said, work)


@dataclass(frozen=True, slots=True)
class Said:
    """What a customer did, in a code and in words, and the `caller` they did it to."""

    what: str
    words: str
    url: str = ""
    delivery_id: UUID | None = None
    caller: UUID | None = None


def _make_lead(campaign: Campaign, party_id: UUID, said: Said, work: Work) -> UUID | None:
    lead, fresh = CampaignLead.objects.get_or_create(
        campaign=campaign, party_id=party_id, defaults={"at": work.now}
    )
    state = load_states([party_id]).get(party_id)
    if not fresh or state is None:
        return None
    assignee = _find_assignee([campaign.follow_up_id, state.owner_id, said.caller, campaign.owner_id])
    with translation.override(get_setting("business.language")):
        title = _("%(name)s answered “%(campaign)s”") % {"name": state.name, "campaign": campaign.name}
    body = "\n".join(part for part in (said.words, campaign.goal) if part)
    draft = TaskDraft(title[:200], body, work.now + DUE, assignee, 3)
    actor = system_actor(work.actor.tenant_id)  # a caller need not see all that the campaign reaches
    task = add_task(Subject("customer", party_id, party_id), draft, actor=actor)
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
            what=said.what,
            url=said.url,
            delivery_id=said.delivery_id,
            task_id=task.id,
            assignee_id=assignee,
            at=work.now,
        )
    )
    return task.id


def _find_assignee(wanted: Sequence[UUID | None]) -> UUID | None:
    """The first who still works here: whom the campaign names, who looks after the customer, its owner."""
    asked = [one for one in wanted if one]
    here = list_addresses(asked)
    return next((one for one in asked if one in here), None)
