"""The mobile base: months, and the people behind them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from rapport.collaborative.delivery.api import list_dead_addresses
from rapport.collaborative.mobile.contracts.base import BaseMonth, MoveLine
from rapport.collaborative.mobile.rules.base import build_months
from rapport.customers.consent.api import count_moves, list_moves, select_joined
from rapport.customers.matching.api import list_many_holders
from rapport.customers.party.api import load_names
from rapport.kernel.identity.api import Actor
from rapport.kernel.paging.api import Order, by_column, in_order
from rapport.kernel.tenancy.api import get_own_tenant

SMS = "sms"
ORDERS: Mapping[str, Order] = {"at": by_column("at", "moment")}


def measure_base(now: datetime, months: int, *, actor: Actor) -> list[BaseMonth]:
    """Return the base of the months until now, the oldest first, in the business's zone; of the people the
    actor may see. A few statements. Raises `Forbidden`."""
    zone = ZoneInfo(get_own_tenant(actor.tenant_id).zone)
    counts = count_moves(SMS, zone, actor=actor)
    dead = [at.astimezone(zone).date() for at in find_unreachable(actor).values()]
    return build_months(counts, dead, now.astimezone(zone).date(), months)


def find_unreachable(actor: Actor) -> dict[UUID, datetime]:
    """Return since when those of the base cannot be reached whose number the operator gave up (UTC)."""
    given_up = dict(list_dead_addresses(SMS))
    holders = list_many_holders("phone", list(given_up), actor=actor) if given_up else {}
    since = dict[UUID, datetime]()
    for address, people in holders.items():
        for one in people:
            since[one] = min(given_up[address], since.get(one, given_up[address]))
    there = select_joined(since, SMS)
    return {one: at for one, at in since.items() if one in there}


def list_base_moves(actor: Actor) -> QuerySet[Any]:
    """Return who joined and who left; raises `Forbidden`."""
    return list_moves(SMS, actor=actor)


def load_moves(ids: Sequence[UUID], actor: Actor) -> list[MoveLine]:
    """Return moves with the names of their people, in the order of their ids; for ids the reader may see."""
    rows = in_order(ids, {row.id: row for row in list_moves(SMS, actor=actor).filter(id__in=ids)})
    names = load_names([row.party_id for row in rows])
    return [
        MoveLine(
            *(row.id, row.party_id, names.get(row.party_id, ("", ""))[0], row.joined),
            *(row.way, row.purpose, row.source, row.at),
        )
        for row in rows
    ]
