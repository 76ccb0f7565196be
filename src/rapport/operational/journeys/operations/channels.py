"""Each one's channel: chosen by what is known of them; the other after a message that found nobody."""

import time
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import F

from rapport.collaborative.delivery.api import count_channels, list_advertised, load_carried
from rapport.kernel.tenancy.api import current_tenant_id
from rapport.operational.journeys.contracts.graph import Node
from rapport.operational.journeys.models import JourneyAnswer, JourneyEffect, JourneyTraveller
from rapport.operational.journeys.rules.channels import Choice, Record, choose, is_reached
from rapport.operational.marketing.api import count_answered, find_answered

HOLDS = "held"
"""What somebody waits for whose message has yet to find them; no fact has this name."""
MEMORY, USUAL, KEPT = timedelta(days=365), timedelta(days=90), 600.0
"""How far back each one's answers count, everybody's; and for how many seconds the latter are remembered."""
_usual: dict[UUID, tuple[float, dict[str, float], dict[str, float]]] = {}
_WAKE = """
update journey_traveller t set due_at = %(now)s
 where t.waits_for = %(holds)s and t.left_at is null and t.due_at > %(now)s
   and exists (select from journey_effect e where e.traveller_id = t.id and e.node = t.node
                  and e.visit = t.visit - 1 and e.ref_id = any(%(deliveries)s))
"""


def choose_channels(there: Mapping[UUID, Collection[str]], now: datetime) -> dict[UUID, Choice]:
    """Return the channel that goes first for each who can be reached; `there` are those they can be on.

    By four statements however many they are.
    """
    everybody, costs = _read_usual(now)
    records = _read_records([one for one, channels in there.items() if len(channels) > 1], now)
    found = {
        party: choose({one: records.get((party, one), Record()) for one in channels}, everybody, costs)
        for party, channels in there.items()
    }
    return {party: choice for party, choice in found.items() if choice is not None}


def _read_records(parties: Collection[UUID], now: datetime) -> dict[tuple[UUID, str], Record]:
    written = list_advertised(parties, now - MEMORY) if parties else []
    answered = find_reached(one for _party, _channel, one in written)
    found: dict[tuple[UUID, str], Record] = {}
    for party, channel, delivery in written:
        before = found.get((party, channel), Record())
        found[party, channel] = Record(before.written + 1, before.answered + (delivery in answered))
    return found


def find_reached(deliveries: Iterable[UUID]) -> set[UUID]:
    """Return those of these messages somebody opened or followed; programs do not count."""
    ids = set(deliveries)
    own = JourneyAnswer.objects.filter(delivery_id__in=ids, machine=False)
    return find_answered(ids) | set(own.values_list("delivery_id", flat=True))


def _read_usual(now: datetime) -> tuple[dict[str, float], dict[str, float]]:
    """Return everybody's share of answers and what a message costs, by channel."""
    tenant_id = current_tenant_id()
    known = _usual.get(tenant_id)
    if known is None or known[0] < time.monotonic():
        counts, since = count_channels(now - USUAL), now - USUAL
        answers = dict(count_answered(since))
        own = JourneyAnswer.objects.filter(machine=False, at__gt=since).values("delivery_id").distinct()
        answers["email"] = answers.get("email", 0) + own.count()
        rates = {
            one: Record(sent, min(answers.get(one, 0), sent)).rate() for one, (sent, _) in counts.items()
        }
        costs = {one: cost for one, (_sent, cost) in counts.items() if cost is not None}
        known = _usual[tenant_id] = (time.monotonic() + KEPT, rates, costs)
    return known[1], known[2]


def forget_usual() -> None:
    """Forget what everybody does, as a new process begins."""
    _usual.clear()


def hold(rows: Collection[UUID], node: Node, now: datetime) -> None:
    """Keep these at a step until its patience is over, so that the other channel can be tried."""
    until = now + timedelta(hours=node.number("patience"))
    these = JourneyTraveller.objects.filter(id__in=rows)
    these.update(due_at=until, waits_for=HOLDS, heard=False, visit=F("visit") + 1)


def find_held(rows: Collection[JourneyTraveller], node: Node) -> dict[UUID, JourneyEffect]:
    """Return the message of those who wait at a step to be found, by their time on the way."""
    held = [row for row in rows if row.waits_for == HOLDS]
    if not held:
        return {}
    effects = JourneyEffect.objects.filter(
        traveller_id__in=[row.id for row in held], node=node.id, kind="message", ref_id__isnull=False
    )
    return {one.traveller_id: one for one in effects.order_by("visit")}


def judge(held: Mapping[UUID, JourneyEffect]) -> dict[UUID, str]:
    """Return why of each held whose message found nobody: `failed`, `refused`, `silent`."""
    ids = [one.ref_id for one in held.values() if one.ref_id is not None]
    states, answered = load_carried(ids), find_reached(ids)
    found: dict[UUID, str] = {}
    for traveller, effect in held.items():
        if effect.ref_id is None:
            continue
        state = states[effect.ref_id].state if effect.ref_id in states else "failed"
        channel = effect.outcome.removeprefix("handed-")
        if not is_reached(channel, state, answered=effect.ref_id in answered):
            found[traveller] = state if state in ("failed", "refused") else "silent"
    return found


def wake_held(deliveries: Collection[UUID], now: datetime) -> int:
    """Have those who wait for these messages go on at once: they failed, or were read; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_WAKE, {"now": now, "holds": HOLDS, "deliveries": list(deliveries)})
        return int(cursor.rowcount)
