"""Messages of a step: to whom they may go on which channel, written by the statements of delivery."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection

from rapport.collaborative.delivery.api import MassDraft, draw_token, get_channel, refuse_dead, write_many
from rapport.customers.consent.api import refuse_unpermitted
from rapport.customers.party.api import CustomerState, choose_addresses, load_states
from rapport.kernel.merge_text.api import Unfilled, fill, parse
from rapport.kernel.work.api import Work
from rapport.operational.journeys.contracts import JourneyLine
from rapport.operational.journeys.contracts.graph import Node
from rapport.operational.journeys.operations.channels import choose_channels
from rapport.operational.journeys.queries.letters import list_links
from rapport.operational.journeys.rules.channels import Choice
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


@dataclass(frozen=True, slots=True)
class Writing:
    """The step that writes, and on each channel everybody's address or why there may be no message."""

    line: JourneyLine
    node: Node
    reaches: Mapping[str, Mapping[UUID, tuple[str, str]]]
    work: Work


def write_messages(
    line: JourneyLine, node: Node, people: Mapping[UUID, Reader], work: Work
) -> dict[UUID, Done]:
    """Write what a step says to each, by their time on the way; returns what became of each.

    Who cannot be reached on the step's channel is tried on the other one; with `best`, which of the two goes
    first is chosen for each. Hours, caps and consent are asked again of each as its channel claims it.
    """
    named, other = node.text("channel"), node.text("instead")
    parties = sorted({one.party_id for one in people.values()})
    reaches = {one: ask_reach(parties, node.text("purpose"), one) for one in (named, other) if one}
    chosen: Mapping[UUID, Choice] = {}
    if other and node.text("first") == "best":
        ours = {one: told for one, told in reaches.items() if _account_of(line, one) is not None}
        there = {party: [one for one, told in ours.items() if not told[party][1]] for party in parties}
        chosen = choose_channels(there, work.now)
    writing = Writing(line, node, reaches, work)
    first = {one: chosen[r.party_id].channel if r.party_id in chosen else named for one, r in people.items()}
    done: dict[UUID, Done] = {}
    for channel in reaches:
        done |= write_on(writing, channel, {one: people[one] for one in people if first[one] == channel})
    done = {
        one: replace(result, why=chosen[people[one].party_id].tell())
        if people[one].party_id in chosen
        else result
        for one, result in done.items()
    }
    missed = {one for one, result in done.items() if result.ref_id is None}
    for channel in reaches if missed and other else ():
        again = {one: people[one] for one in missed if first[one] != channel}
        for one, result in write_on(writing, channel, again).items():
            if result.ref_id is not None:
                done[one] = replace(result, why=f"unreached {done[one].outcome}"[:80])
    leaves, waits = node.text("unreached") == "leave", bool(other and node.number("patience"))
    return {
        one: replace(
            result,
            leaves=leaves and result.ref_id is None,
            stays=waits and result.ref_id is not None and result.outcome == f"handed-{first[one]}",
        )
        for one, result in done.items()
    }


def write_other(
    line: JourneyLine, node: Node, people: Mapping[UUID, tuple[Reader, str, str]], work: Work
) -> dict[UUID, Done]:
    """Write by the other channel to those whose message found nobody; each with what it was and why."""
    channels = (node.text("channel"), node.text("instead"))
    parties = sorted({reader.party_id for reader, _was, _why in people.values()})
    reaches = {one: ask_reach(parties, node.text("purpose"), one) for one in channels}
    writing, done = Writing(line, node, reaches, work), dict[UUID, Done]()
    for channel in channels:
        these = {one: reader for one, (reader, was, _why) in people.items() if was != channel}
        done |= {
            one: replace(result, why=f"{people[one][2]} {people[one][1]}")
            for one, result in write_on(writing, channel, these).items()
        }
    return done


def write_on(writing: Writing, channel: str, people: Mapping[UUID, Reader]) -> dict[UUID, Done]:
    """Write what a step says on a channel to each; returns what became of each."""
    line, node, work = writing.line, writing.node, writing.work
    account_id = _account_of(line, channel)
    if account_id is None or not people:
        return {one: Done("no-account") for one in people}
    reach = writing.reaches[channel]
    own = {reader.party_id for reader in people.values()}
    text = (
        node.text("text")
        if channel == node.text("channel")
        else node.text("instead_text") or node.text("text")
    )
    states = load_states(
        [party for party, (_address, reason) in reach.items() if party in own and not reason]
    )
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


def _account_of(line: JourneyLine, channel: str) -> UUID | None:
    return line.email_account_id if channel == "email" else line.sms_account_id


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
