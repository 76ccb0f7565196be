"""Calls nobody has to make any more: the campaign was stopped."""

from contextlib import suppress

from rapport.customers.timeline.api import remove_task
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import system_actor
from rapport.kernel.work.api import Work
from rapport.operational.marketing.models import Campaign, CampaignOutcome


def give_up_calls(row: Campaign, work: Work) -> int:
    """Take away the calls of a campaign that are still to be made, and their tasks; returns how many."""
    waiting = CampaignOutcome.objects.select_for_update().filter(campaign=row, state="open")
    calls = list(waiting.order_by("id"))
    for call in calls:
        if call.task_id:
            with suppress(RapportError):  # somebody took it away
                remove_task(call.task_id, actor=system_actor(work.actor.tenant_id))
    CampaignOutcome.objects.filter(id__in=[one.id for one in calls]).update(state="done", next_at=None)
    return len(calls)
