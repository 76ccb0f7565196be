"""The job of a campaign in children of one process that has loaded everything, for tests that kill it.

Each line read forks a child that sends the campaign in small chunks; its number is said, and that it ended.
Two faults may be swapped in, which note recipients apart from the transaction that hands letters over,
`handed-first` and `noted-first`; a child with one of them says `between` when it is between the two.
"""

import os
import sys
from threading import Event
from uuid import UUID

from rapport.site import runtime

runtime.set_up_django()

from rapport.collaborative.delivery.api import write_many
from rapport.customers.party.api import load_states
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.jobs.api import JobRun, Progress
from rapport.kernel.work.api import unit_of_work
from rapport.operational.marketing.models import Campaign, CampaignRecipient
from rapport.operational.marketing.operations import sending
from rapport.operational.marketing.operations.dressing import Dressed, dress, write_draft
from rapport.operational.marketing.queries.campaigns import line_of, list_variants

HAND_OVER_SOME = sending.hand_over_some
CHUNK, BETWEEN = 10, 1.0


def tell(words: object) -> None:
    """Say it at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def hand_over_apart(campaign_id: UUID, letters: dict[str, Dressed], *, actor: Actor) -> int:
    """Hand letters over in one transaction and note it in another, in the order the fault has."""
    with unit_of_work(actor) as work:
        row = Campaign.objects.get(id=campaign_id)
        due = CampaignRecipient.objects.filter(campaign=row, state="planned", due_at__lte=work.now)
        some = list(due.order_by("due_at", "id")[:CHUNK])
        letters.update(dress(line_of(row, list_variants(row.id)), actor))
    if not some:
        return HAND_OVER_SOME(campaign_id, letters, actor=actor)

    def hand() -> None:
        with unit_of_work(actor) as work:
            states = load_states([one.party_id for one in some])
            drafts = [
                write_draft(one.party_id, one.address, states[one.party_id], letters[one.variant])
                for one in some
            ]
            assert row.account_id is not None
            write_many(drafts, row.account_id, purpose=row.purpose, group_id=row.id, work=work)

    def note() -> None:
        with unit_of_work(actor):
            for one in some:
                one.state = "handed"
            CampaignRecipient.objects.bulk_update(some, ["state"])

    first, then = (hand, note) if "handed-first" in sys.argv else (note, hand)
    first()
    tell("between")
    Event().wait(BETWEEN)
    then()
    return len(some)


def send(tenant_id: UUID, campaign_id: UUID) -> None:
    """Do what the job does."""
    actor = system_actor(tenant_id)
    sending.send_campaign(campaign_id, JobRun(campaign_id, tenant_id, actor, {}, 1, Progress()))


if __name__ == "__main__":
    vars(sending)["CHUNK"] = CHUNK
    if {"handed-first", "noted-first"} & set(sys.argv):
        vars(sending)["hand_over_some"] = hand_over_apart
    tell("ready")
    while sys.stdin.readline():
        if child := os.fork():
            tell(child)
            os.waitpid(child, 0)
            tell("gone")
        else:
            send(UUID(sys.argv[1]), UUID(sys.argv[2]))
            os._exit(0)
