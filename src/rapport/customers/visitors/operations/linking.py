"""Whoever identified is met, and the visitor tied to the customer: set-based for a whole batch of facts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import structlog
from django.db import connection

from rapport.customers.party.api import Refresh, refresh_customers, take_in_customers
from rapport.customers.party.contracts import Arrival, ExternalIdDraft
from rapport.customers.visitors.contracts import Identified
from rapport.customers.visitors.events import VisitorLinked
from rapport.customers.visitors.rules import draft_of, newest
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work, unit_of_work

_LINK = """
insert into visitor_link (id, visitor_id, party_id, linked_at, seen_at)
select uuidv7(), n.* from unnest(%s::uuid[], %s::uuid[], %s::timestamptz[], %s::timestamptz[]) as n
on conflict (tenant_id, visitor_id, party_id) do update
   set seen_at = greatest(visitor_link.seen_at, excluded.seen_at)
returning visitor_id, party_id, linked_at, xmax = 0
"""
log = structlog.get_logger(__name__)


def link_visitors(said: Sequence[Identified], *, actor: Actor) -> int:
    """Meet or make the customers who identified and tie their visitors to them; returns how many are new.

    Nobody's values are replaced. Who cannot be taken in (an address that is none) is left out, and logged.
    """
    proved = newest(said)
    if not proved:
        return 0
    with unit_of_work(actor) as work:
        arrivals = take_in_customers([draft_of(one) for one in proved], mode="fill", actor=actor)
        _name(proved, arrivals, work)
        ties: dict[tuple[UUID, UUID], datetime] = {}
        for one, arrival in zip(proved, arrivals, strict=True):
            if arrival.customer_id is None:
                log.info("a visitor was not taken in", code=arrival.code, visitor=str(one.visitor_id))
            else:
                ties.setdefault((one.visitor_id, arrival.customer_id), one.happened_at)
        fresh = _write(ties)
        work.record(*fresh)
    return len(fresh)


def _name(proved: Sequence[Identified], arrivals: Sequence[Arrival], work: Work) -> None:
    """Note the shop's number of those who were known without it: it is proved, so it may be added."""
    numbers: dict[ExternalIdDraft, UUID] = {}
    for one, arrival in zip(proved, arrivals, strict=True):
        if arrival.customer_id is not None and arrival.outcome != "created":
            for number in draft_of(one).external_ids:
                numbers.setdefault(number, arrival.customer_id)
    refresh_customers([Refresh(party_id, external_ids=[one]) for one, party_id in numbers.items()], work)


def _write(ties: Mapping[tuple[UUID, UUID], datetime]) -> list[VisitorLinked]:
    """Write ties down, and return the facts of those that are new."""
    if not ties:
        return []
    visitors, parties = zip(*ties, strict=True)
    moments = list(ties.values())
    with connection.cursor() as cursor:
        cursor.execute(_LINK, [list(visitors), list(parties), moments, moments])
        rows = cursor.fetchall()
    return [
        VisitorLinked(visitor_id=visitor_id, customer_id=party_id, linked_at=linked_at)
        for visitor_id, party_id, linked_at, fresh in rows
        if fresh
    ]
