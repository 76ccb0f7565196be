"""Handing out what goes by hand: calls become tasks as callers have room, letters go to an address file.

Consent is asked again of everybody as they are handed out, and once more before a call and in every file.
"""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, F, OrderBy
from django.utils import translation
from django.utils.translation import gettext as _

from rapport.customers.consent.api import may_contact_many
from rapport.customers.party.api import CustomerState, load_states
from rapport.customers.timeline.api import Subject, TaskDraft, TouchDraft, add_task, record_touches
from rapport.kernel.identity.api import absolute, known_members
from rapport.kernel.settings.api import get_setting
from rapport.kernel.work.api import Work
from rapport.operational.marketing.models import Campaign, CampaignOutcome, CampaignRecipient
from rapport.operational.marketing.operations.campaigns import save
from rapport.operational.marketing.operations.dressing import Dressed, dress, write_words
from rapport.operational.marketing.operations.handing import note_recipients
from rapport.operational.marketing.operations.life import send_later
from rapport.operational.marketing.queries.campaigns import line_of, list_variants
from rapport.operational.marketing.queries.reach import find_next_due
from rapport.operational.marketing.rules.by_hand import consent_channel, into_hours

AT_ONCE = 25
"""How many open calls a caller has of one campaign; the next come as these are done."""
LOOK_AGAIN = timedelta(hours=1)
_ORDERS: Mapping[str, tuple[OrderBy, ...]] = {
    "lot": (),
    "spent": (F("party__spent_minor").desc(),),
    "recent": (F("party__last_order_at").desc(nulls_last=True),),
}


def hand_out(row: Campaign, chunk: int, work: Work) -> int:
    """Hand out the next who are due, in a transaction that has locked the campaign; returns how many.

    With 0 there is nothing to do now: what is due later comes with the job, and calls as others are done.
    """
    room = _count_room(row) if row.channel == "call" else {}
    size = min(chunk, sum(room.values())) if row.channel == "call" else chunk
    due = CampaignRecipient.objects.filter(campaign=row, state="planned", due_at__lte=work.now)
    some = list(due.order_by(*_ORDERS[row.call_order], "due_at", "id")[:size]) if size else []
    if some:
        _hand(row, some, room, work)
        return len(some)
    following = find_next_due(row.id)
    if following is not None:
        send_later(row, max(following, work.now + LOOK_AGAIN), actor=work.actor)
    elif not CampaignOutcome.objects.filter(campaign=row, state="open").exists():
        row.state, row.ended_at = "done", work.now
        save(row, work)
    return 0


def _count_room(row: Campaign) -> dict[UUID, int]:
    """Return how many more calls each caller takes who still works here."""
    callers = [UUID(one) for one in row.callers]
    here = known_members(callers)
    open_ = CampaignOutcome.objects.filter(campaign=row, state="open").values("assignee_id")
    taken = {one["assignee_id"]: one["count"] for one in open_.annotate(count=Count("id"))}
    return {one: max(AT_ONCE - taken.get(one, 0), 0) for one in callers if one in here}


def _hand(row: Campaign, some: list[CampaignRecipient], room: dict[UUID, int], work: Work) -> None:
    line = line_of(row, list_variants(row.id))
    states = load_states([one.party_id for one in some])
    asked = [(one.party_id, one.address) for one in some]
    way = consent_channel(line.channel, line.reach)
    allowed = may_contact_many(asked, row.purpose, way, at=work.now)
    letters = dress(line, work.actor)
    for one, permission in zip(some, allowed, strict=True):
        if one.party_id not in states:
            one.state, one.reason = "refused", "gone"
        elif not permission.allowed and permission.reason != "quiet-hours":
            one.state, one.reason = "refused", permission.reason
        else:
            one.state, one.handed_at = "handed", work.now
    handed = [one for one in some if one.state == "handed"]
    note_recipients(some)
    if row.channel == "call":
        calls = [(one, states[one.party_id], letters[one.variant]) for one in handed]
        CampaignOutcome.objects.bulk_create([_give_call(row, *call, room=room, work=work) for call in calls])
    else:
        record_touches([_touch(row, one) for one in handed], actor=work.actor)


def _give_call(
    row: Campaign,
    one: CampaignRecipient,
    state: CustomerState,
    letter: Dressed,
    *,
    room: dict[UUID, int],
    work: Work,
) -> CampaignOutcome:
    """Give a call to the caller with the most room, as a task due when its number may be called."""
    caller = max(room, key=lambda member: room[member])
    room[caller] -= 1
    zone = state.zone or get_setting("business.zone")
    due = into_hours(work.now, zone, (row.call_from, row.call_until))
    with translation.override(get_setting("business.language")):
        title = _("Call %(name)s: %(campaign)s") % {"name": state.name, "campaign": row.name}
    page = absolute(f"/campaigns/{row.id}/calls/{one.party_id}")
    body = "\n\n".join((one.address, write_words(letter, state), page))
    draft = TaskDraft(title[:300], body[:20_000], due, caller)
    task = add_task(Subject("customer", one.party_id, one.party_id), draft, actor=work.actor)
    return CampaignOutcome(
        campaign=row,
        party_id=one.party_id,
        assignee_id=caller,
        task_id=task.id,
        next_at=due,
        created_at=work.now,
    )


def _touch(row: Campaign, one: CampaignRecipient) -> TouchDraft:
    return TouchDraft(
        party_id=one.party_id,
        at=one.handed_at or row.created_at,
        kind="letter" if row.channel == "letter" else "other",
        title=row.name,
        channel="post" if row.channel == "letter" else "",
        direction="out",
        subject_kind="customer",
        subject_id=one.party_id,
    )
