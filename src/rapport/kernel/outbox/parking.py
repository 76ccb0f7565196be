"""Facts a consumer could not digest: put aside with the reason, shown, and tried again when somebody asks."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import connections
from django.db.models import Count, F, Min, QuerySet
from django.utils import timezone

from rapport.kernel.outbox.contracts import Envelope
from rapport.kernel.outbox.models import ParkedFact

LONGEST = 2_000
"""Characters of a reason that are kept."""
SHOWN = 100
_PARK = """
insert into parked_fact (tenant_id, consumer, fact_id, envelope, reason) values (%s, %s, %s, %s, %s)
on conflict (tenant_id, consumer, fact_id) do nothing
"""
_ASKED = """
select id, envelope::text from parked_fact
 where consumer = %s and asked_at is not null order by tenant_id, fact_id limit 500
"""
_IS_ASKED = "select exists (select from parked_fact where consumer = any(%s) and asked_at is not null)"
_GONE = "delete from parked_fact where id = any(%s)"
_STAYS = """
update parked_fact set attempts = attempts + 1, asked_at = null, reason = %s where id = %s
"""
_EVERYWHERE = """
select consumer, envelope->>'name', split_part(reason, ':', 1), count(*), count(asked_at), min(parked_at)
  from parked_fact group by 1, 2, 3 order by count(*) desc, 1, 2, 3 limit %s
"""


@dataclass(frozen=True, slots=True)
class ParkedGroup:
    """Facts of one name that one consumer put aside for one reason: how many, and since when.

    `asked` of them wait to be tried again.
    """

    consumer: str
    fact: str
    reason: str
    facts: int
    asked: int
    oldest_at: datetime


def park(consumer: str, envelope: Envelope, error: Exception) -> None:
    """Put a fact aside, as the relay."""
    park_text(
        consumer, envelope.tenant_id, envelope.id, msgspec.json.encode(envelope).decode(), reason_of(error)
    )


def park_text(consumer: str, tenant_id: UUID, fact_id: UUID, envelope: str, reason: str) -> None:
    """Put a fact aside whose envelope is JSON already, as the relay; one that is aside stays as it is."""
    _execute(_PARK, tenant_id, consumer, fact_id, envelope, reason[:LONGEST])


def reason_of(error: Exception) -> str:
    """Return why a fact is put aside: the kind of the error, a colon, its words."""
    return f"{type(error).__name__}: {error}"[:LONGEST]


def list_asked(consumer: str) -> list[tuple[UUID, Envelope]]:
    """Return the parked facts of a consumer that are to be tried again, as the relay."""
    with connections["relay"].cursor() as cursor:
        cursor.execute(_ASKED, [consumer])
        return [(row[0], msgspec.json.decode(row[1], type=Envelope)) for row in cursor.fetchall()]


def is_asked(consumers: Collection[str]) -> bool:
    """Tell whether a parked fact of these consumers is to be tried again."""
    with connections["relay"].cursor() as cursor:
        cursor.execute(_IS_ASKED, [list(consumers)])
        return bool((cursor.fetchone() or (False,))[0])


def unpark(parked: Collection[UUID]) -> None:
    """Forget parked facts that were digested, as the relay."""
    _execute(_GONE, list(parked))


def keep_parked(parked: UUID, reason: str) -> None:
    """Leave a fact put aside that was tried again in vain, with the newest reason, as the relay."""
    _execute(_STAYS, reason[:LONGEST], parked)


def list_parked() -> "QuerySet[ParkedFact]":
    """Return the parked facts of the tenant."""
    return ParkedFact.objects.all()


def list_parked_groups(*, most: int = SHOWN) -> list[ParkedGroup]:
    """Return the tenant's parked facts by consumer, name and reason, the most numerous first."""
    found = (
        ParkedFact.objects.values("consumer", "reason", fact=F("envelope__name"))
        .annotate(facts=Count("id"), asked=Count("asked_at"), oldest_at=Min("parked_at"))
        .order_by("-facts", "consumer", "fact", "reason")[:most]
    )
    return [ParkedGroup(**row) for row in found]


def list_parked_everywhere(*, most: int = SHOWN) -> Iterator[ParkedGroup]:
    """Yield the parked facts of all businesses by consumer, name and kind of error: nobody's words."""
    with connections["relay"].cursor() as cursor:
        cursor.execute(_EVERYWHERE, [most])
        yield from (ParkedGroup(*row) for row in cursor.fetchall())


def ask_again(*, consumer: str = "", fact: str = "") -> int:
    """Have the tenant's parked facts tried again, those of a consumer and name or all; returns how many.

    Each is tried once, soon; it leaves when it has its effect, and stays with the newest reason otherwise.
    """
    wanted = ParkedFact.objects.filter(asked_at=None)
    if consumer:
        wanted = wanted.filter(consumer=consumer)
    if fact:
        wanted = wanted.filter(envelope__name=fact)
    return wanted.update(asked_at=timezone.now())


def _execute(statement: str, *values: Any) -> None:
    with connections["relay"].cursor() as cursor:
        cursor.execute(statement, values)
