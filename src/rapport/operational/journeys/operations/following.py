"""What readers of journeys' letters do: the first time counts, and journeys hear of it."""

from uuid import UUID

from rapport.kernel.work.api import Work
from rapport.operational.journeys import events
from rapport.operational.journeys.contracts.graph import Graph
from rapport.operational.journeys.models import Journey, JourneyAnswer, JourneyEffect, JourneyLink
from rapport.operational.journeys.operations.channels import wake_held
from rapport.operational.journeys.operations.waking import wake
from rapport.operational.journeys.queries.letters import list_links
from rapport.operational.journeys.rules.checking import PRODUCT
from rapport.operational.marketing.api import Read, dress_plain


class Letters:
    """Journeys' letters, as marketing follows them (`LetterGroup`)."""

    def find_link(self, group_id: UUID, number: int) -> str | None:
        """Return where a link leads; None for a group that is no journey."""
        if not Journey.objects.filter(id=group_id).exists():
            return None
        found = JourneyLink.objects.filter(journey_id=group_id, number=number)
        return found.values_list("url", flat=True).first() or ""

    def note(self, read: Read, work: Work) -> None:
        """Note it with the step that wrote the letter, and tell of it once."""
        written = JourneyEffect.objects.filter(
            party_id=read.party_id, ref_id=read.delivery_id, kind="message"
        )
        node = written.values_list("node", flat=True).first() or ""
        _answer, fresh = JourneyAnswer.objects.get_or_create(
            journey_id=read.group_id,
            delivery_id=read.delivery_id,
            kind=read.kind,
            link=read.link,
            machine=read.machine,
            defaults={"party_id": read.party_id, "node": node, "at": work.now},
        )
        if fresh and not read.machine and wake_held([read.delivery_id], work.now):
            wake(work.actor)
        if fresh:
            work.record(
                events.JourneyAnswered(
                    customer_id=read.party_id,
                    journey_id=read.group_id,
                    delivery_id=read.delivery_id,
                    node=node,
                    what=read.kind,
                    url=self.find_link(read.group_id, read.link) or "",
                    machine=read.machine,
                    at=work.now,
                )
            )


def note_links(row: Journey, graph: Graph, work: Work) -> None:
    """Give a number to each place the e-mails of a picture lead to; those it has stay as they are."""
    known = dict(list_links(row.id))
    for node in graph.nodes.values():
        if node.kind != "message" or "email" not in (node.text("channel"), node.text("instead")):
            continue
        other = node.text("instead_text") if node.text("channel") != "email" else ""
        text = other or node.text("text")
        dressed = dress_plain(node.text("subject"), text, {}, more=(PRODUCT,), actor=work.actor)
        for url in dressed.letter.links:
            known.setdefault(url, len(known) + 1)
    links = [JourneyLink(journey=row, number=number, url=url) for url, number in known.items()]
    JourneyLink.objects.bulk_create(links, ignore_conflicts=True)
