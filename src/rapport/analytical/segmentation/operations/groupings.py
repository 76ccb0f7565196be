"""The life of groups found in the data: have them looked for, approve a finding, go back to another."""

from uuid import UUID

from rapport.analytical.segmentation.models import Grouping
from rapport.analytical.segmentation.queries.groupings import get_grouping
from rapport.analytical.segmentation.queries.segments import require
from rapport.kernel.errors import Clash
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.work.api import unit_of_work

FIND_GROUPS = "segments.find_groups"
ASSIGN_GROUPS = "segments.assign_groups"


def ask_for_groups(*, actor: Actor) -> UUID:
    """Have groups looked for in the data by a job; returns its id. What it finds waits for an approval.

    Raises `Forbidden`.
    """
    require(actor, "create")
    with unit_of_work(actor):
        return enqueue(FIND_GROUPS, {}, actor=system_actor(actor.tenant_id), key=FIND_GROUPS)


def approve_grouping(grouping_id: UUID, *, actor: Actor) -> None:
    """Put a finding to use in the place of the one before, which may be approved again: the way back.

    Its groups become segments within a minute, or take the place of those they share most customers with.
    Raises `Missing`, `Forbidden`, `Clash` for one in which nothing was found.
    """
    with unit_of_work(actor) as work:
        row = get_grouping(grouping_id, actor=actor, verb="edit", lock=True)
        if row.state == Grouping.State.REFUSED:
            raise Clash("Nothing was found that could be approved.", code="nothing-found")
        if row.state == Grouping.State.APPROVED:
            return
        Grouping.objects.filter(state=Grouping.State.APPROVED).update(state=Grouping.State.RETIRED)
        row.state = Grouping.State.APPROVED
        row.approved_at, row.approved_by_id, row.checked_at = work.now, actor.id, None
        row.save(update_fields=["state", "approved_at", "approved_by_id", "checked_at"])
        enqueue(ASSIGN_GROUPS, {}, actor=system_actor(actor.tenant_id), key=ASSIGN_GROUPS)


def has_grouping(*, actor: Actor) -> bool:
    """Tell whether groups found in the data are in use."""
    with unit_of_work(actor):
        return Grouping.objects.filter(state=Grouping.State.APPROVED).exists()
