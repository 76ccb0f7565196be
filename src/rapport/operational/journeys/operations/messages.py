"""Messages of a step: to whom they may go on which channel, written by the statements of delivery."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from rapport.collaborative.delivery.api import MassDraft, draw_token, get_channel, refuse_dead, write_many
from rapport.customers.consent.api import refuse_unpermitted
from rapport.customers.party.api import CustomerState, choose_addresses, load_states
from rapport.kernel.merge_text.api import Unfilled, fill, parse
from rapport.kernel.work.api import Work
from rapport.operational.journeys.contracts import JourneyLine
from rapport.operational.journeys.contracts.graph import Node
from rapport.operational.journeys.queries.letters import list_links
from rapport.operational.journeys.rules.checking import OF_CUSTOMERS, PLACES, PRODUCT
from rapport.operational.journeys.rules.effects import Done
from rapport.operational.marketing.api import Dressed, dress_plain, write_draft
from rapport.operational.products.api import find_briefs_by_sku

TABLE = "journey_reach"
_CREATE = """
create temporary table if not exists journey_reach (
    party_id uuid primary key, address text not null default '', reason text not null default ''
) on commit drop
"""
_FILL = "insert into pg_temp.journey_reach (party_id) select unnest(%s::uuid[])"
_NO_ADDRESS = "update pg_temp.journey_reach set reason = 'no-address' where address = ''"


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a step writes to; `thing` is the number of the product that made them come in, empty for none."""

    party_id: UUID
    thing: str = ""


def write_messages(
    line: JourneyLine, node: Node, people: Mapping[UUID, Reader], work: Work
) -> dict[UUID, Done]:
    """Write what a step says to each, by their time on the way; returns what became of each.

    Who cannot be reached on the step's channel is tried on the other one. Hours and caps are asked again of
    each as its channel claims it, and consent, too.
    """
    leaves = node.text("unreached") == "leave"
    first, other = node.text("channel"), node.text("instead")
    done = _write(line, node, people, work, channel=first, text=node.text("text"))
    missed = {one: people[one] for one, result in done.items() if result.ref_id is None}
    if missed and other:
        text = node.text("instead_text") or node.text("text")
        again = _write(line, node, missed, work, channel=other, text=text)
        done |= {one: result for one, result in again.items() if result.ref_id is not None}
    return {
        one: Done(result.outcome, result.ref_id, leaves and result.ref_id is None)
        for one, result in done.items()
    }


def _write(
    line: JourneyLine, node: Node, people: Mapping[UUID, Reader], work: Work, *, channel: str, text: str
) -> dict[UUID, Done]:
    account_id = line.email_account_id if channel == "email" else line.sms_account_id
    if account_id is None:
        return {one: Done("no-account") for one in people}
    reach = ask_reach(sorted({one.party_id for one in people.values()}), node.text("purpose"), channel)
    states = load_states([party for party, (_address, reason) in reach.items() if not reason])
    products = find_briefs_by_sku({one.thing for one in people.values() if one.thing})
    said: Dressed | str = text
    if channel == "email":
        links = list_links(line.id)
        said = dress_plain(node.text("subject"), text, links, more=(PRODUCT,), actor=work.actor)
    done: dict[UUID, Done] = {}
    ready: list[tuple[UUID, MassDraft]] = []
    for one, reader in people.items():
        address, reason = reach[reader.party_id]
        if reason or reader.party_id not in states:
            done[one] = Done(reason or "gone")
            continue
        product = products[reader.thing].name if reader.thing in products else ""
        try:
            ready.append((one, _draft(address, states[reader.party_id], said, product)))
        except Unfilled:
            done[one] = Done("unfilled")
    deliveries = _hand_over([draft for _, draft in ready], account_id, node, line, work)
    sent = zip((one for one, _ in ready), deliveries, strict=True)
    return done | {one: Done(f"handed-{channel}", delivery) for one, delivery in sent}


def _hand_over(
    drafts: Sequence[MassDraft], account_id: UUID, node: Node, line: JourneyLine, work: Work
) -> list[UUID]:
    if not drafts:
        return []
    return write_many(drafts, account_id, purpose=node.text("purpose"), group_id=line.id, work=work)


def _draft(address: str, state: CustomerState, said: Dressed | str, product: str) -> MassDraft:
    if not isinstance(said, str):
        return write_draft(state.id, address, state, said, more={PRODUCT: product})
    token, _leave = draw_token()
    values = {name: str(getattr(state, name)) for name in OF_CUSTOMERS} | {PRODUCT: product}
    text = fill(parse(said, PLACES), values)
    return MassDraft(party_id=state.id, address=address, subject="", text=text, token=token)


def ask_reach(parties: Sequence[UUID], purpose: str, channel: str) -> dict[UUID, tuple[str, str]]:
    """Return each one's address on a channel, or why there may be no message."""
    with connection.cursor() as cursor:
        cursor.execute(_CREATE)
        cursor.execute("truncate pg_temp.journey_reach")
        cursor.execute(_FILL, [list(parties)])
        choose_addresses(TABLE, get_channel(channel).point)
        cursor.execute(_NO_ADDRESS)
        refuse_dead(TABLE, channel)
        refuse_unpermitted(TABLE, purpose, channel)
        cursor.execute("select party_id, address, reason from pg_temp.journey_reach")
        return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}
