"""Who wrote, of many who have no open conversation: found or met in a few statements for all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.db import connection

from rapport.collaborative.delivery.contracts import AccountState, Channel, Inbound
from rapport.collaborative.delivery.operations.finding import Sender, name_sender
from rapport.customers.matching.api import list_many_holders
from rapport.customers.party.api import ContactDraft, CustomerDraft, load_states, take_in_customers
from rapport.customers.prospects.api import ProspectDraft, capture_prospects
from rapport.kernel.identity.api import Actor

Given = tuple[AccountState, Inbound]
Place = tuple[UUID, str]
"""An account, and who wrote to it."""
_BEFORE = """
select distinct on (m.sender) m.sender, c.party_id, c.unit_id
  from unnest(%s::text[]) n(sender)
  join message m on m.sender = n.sender and m.direction = 'in'
  join conversation c on c.id = m.conversation_id and c.party_id is not null
 order by m.sender, m.at desc
"""


def find_senders(given: Sequence[Given], channel: Channel, *, actor: Actor) -> dict[Place, Sender]:
    """Return who wrote, as `find_sender` finds each: whom the channel knows, who wrote before, who has it.

    Else a new prospect. One whom the channel names and nobody knows is left out.
    """
    firsts = dict[Place, Given]()
    for account, message in given:
        firsts.setdefault((account.id, message.sender), (account, message))
    found = _find_named(firsts)
    asked = {place: one for place, one in firsts.items() if one[1].customer_id is None}
    before = _find_before({sender for _, sender in asked})
    found |= {place: before[place[1]] for place in asked if place[1] in before}
    unknown = {place: one for place, one in asked.items() if place not in found}
    if not channel.point:
        return found | dict.fromkeys(unknown, Sender(None, "none"))
    return found | _meet(unknown, channel, actor)


def _find_named(firsts: Mapping[Place, Given]) -> dict[Place, Sender]:
    named = {place: one for place, (_, one) in firsts.items() if one.customer_id is not None}
    states = load_states({one.customer_id for one in named.values() if one.customer_id}) if named else {}
    living = {id_: state for id_, state in states.items() if state.merged_into_id is None}
    return {
        place: Sender(one.customer_id, "claimed" if one.claimed else "known", living[one.customer_id].unit_id)
        for place, one in named.items()
        if one.customer_id in living
    }


def _find_before(senders: set[str]) -> dict[str, Sender]:
    if not senders:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, [sorted(senders)])
        return {sender: Sender(party, "known", unit) for sender, party, unit in cursor.fetchall()}


def _meet(unknown: Mapping[Place, Given], channel: Channel, actor: Actor) -> dict[Place, Sender]:
    """Whoever has the address, else whoever comes to be by it: once, to however many accounts they wrote."""
    writers = {sender: given for (_, sender), given in unknown.items()}
    if not writers:
        return {}
    holders = list_many_holders(channel.point, list(writers), actor=actor)
    held = {sender: people for sender, people in holders.items() if people}
    units = load_states({people[0] for people in held.values()}) if held else {}
    found = {
        sender: Sender(people[0], "known" if len(people) == 1 else "several", units[people[0]].unit_id)
        for sender, people in held.items()
    }
    found |= _capture({sender: one for sender, one in writers.items() if sender not in held}, channel, actor)
    senders, told = dict[Place, Sender](), set[str]()
    for place in unknown:
        sender = found[place[1]]
        known = sender.match == "new" and place[1] in told
        senders[place] = replace(sender, match="known") if known else sender
        told.add(place[1])
    return senders


def _capture(strangers: Mapping[str, Given], channel: Channel, actor: Actor) -> dict[str, Sender]:
    if not strangers:
        return {}
    drafts = [
        CustomerDraft(name=name_sender(one), contact_points=(ContactDraft(channel.point, one.sender),))
        for _, one in strangers.values()
    ]
    arrivals = take_in_customers(drafts, mode="fill", actor=actor)
    met = {
        sender: Sender(arrival.customer_id, "new", arrival.state.unit_id)
        for sender, arrival in zip(strangers, arrivals, strict=True)
        if arrival.customer_id is not None and arrival.state is not None
    }
    prospects = [
        ProspectDraft(one.party_id, "other", strangers[sender][0].name, at=None)
        for sender, one in met.items()
        if one.party_id is not None
    ]
    if prospects:
        capture_prospects(prospects, actor=actor)
    return {sender: met.get(sender, Sender(None, "none")) for sender in strangers}
