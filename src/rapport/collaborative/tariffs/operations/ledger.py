"""Charges and what they add up to: set aside, spent, given back; within the caller's transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection

from rapport.collaborative.delivery.contracts import Chargeable
from rapport.collaborative.tariffs.contracts import Charged
from rapport.collaborative.tariffs.models import MessageCharge, MessageSpend
from rapport.kernel.statements import update_rows

MOST_ROWS = 400
"""So many rows of sums may be there before they are put together."""
Key = tuple[date, str, UUID | None, str, str, bool, str]
_WRITTEN = {
    **{"state": "text", "country": "text", "operator": "text", "kind": "text", "parts": "int2"},
    **{"cost": "numeric", "price": "numeric", "currency": "text", "tariff_id": "uuid", "at": "timestamptz"},
}
_TOGETHER = """
with gone as (delete from message_spend returning *)
insert into message_spend (id, tenant_id, month, number, group_id, country, direction, advertises, currency,
                           messages, parts, unpriced, cost, price)
select uuidv7(), tenant_id, month, number, group_id, country, direction, advertises, currency,
       sum(messages), sum(parts), sum(unpriced), sum(cost), sum(price)
  from gone group by tenant_id, month, number, group_id, country, direction, advertises, currency
having sum(messages) <> 0 or sum(cost) <> 0 or sum(price) <> 0
"""


@dataclass(slots=True)
class _Sum:
    messages: int = 0
    parts: int = 0
    unpriced: int = 0
    cost: Decimal = Decimal(0)
    price: Decimal = Decimal(0)


def write_charges(given: Sequence[tuple[Chargeable, Charged]], state: str, day: date, at: datetime) -> None:
    """Write what messages cost, once each: one that was set aside before is brought to what it came to.

    It stays in the month it was set aside in. `at` is UTC, `day` the same in the business's zone.
    """
    known = {row.source_id: row for row in _locked(one.id for one, _ in given)}
    sums = defaultdict[Key, _Sum](_Sum)
    fresh, changed = list[MessageCharge](), list[MessageCharge]()
    for one, charged in given:
        row = known.get(one.id)
        if row is None:
            row = _row_of(one, day)
            fresh.append(row)
        elif row.state == "spent":
            continue
        else:
            _add(sums, row, -1)
            changed.append(row)
        _fill(row, charged, state, at)
        _add(sums, row, 1)
    MessageCharge.objects.bulk_create(fresh)
    update_rows("message_charge", _WRITTEN, changed)
    _write(sums)


def give_back(source_ids: Collection[UUID]) -> int:
    """Take away what was set aside for messages that will never leave; returns for how many."""
    rows = [row for row in _locked(source_ids) if row.state == "aside"]
    sums = defaultdict[Key, _Sum](_Sum)
    for row in rows:
        _add(sums, row, -1)
    MessageCharge.objects.filter(id__in=[row.id for row in rows]).delete()
    _write(sums)
    return len(rows)


def put_together() -> None:
    """Add up the rows of sums where there are many; the caller let nobody else do so at the same time."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from (select 1 from message_spend limit %s) few", [MOST_ROWS + 1])
        found = cursor.fetchone()
        if found and found[0] > MOST_ROWS:
            cursor.execute(_TOGETHER)


def _locked(source_ids: Iterable[UUID]) -> list[MessageCharge]:
    rows = MessageCharge.objects.select_for_update().filter(source_id__in=list(source_ids))
    return list(rows.order_by("id"))


def _row_of(one: Chargeable, day: date) -> MessageCharge:
    return MessageCharge(
        source_id=one.id,
        message_id=one.message_id,
        conversation_id=one.conversation_id,
        account_id=one.account_id,
        group_id=one.group_id,
        number=one.number,
        channel=one.channel,
        direction=one.direction,
        advertises=bool(one.purpose),
        month=day.replace(day=1),
    )


def _fill(row: MessageCharge, charged: Charged, state: str, at: datetime) -> None:
    row.state, row.at = state, at
    row.country, row.operator, row.kind = charged.country, charged.operator, charged.kind
    row.parts, row.cost, row.price = charged.parts, charged.cost, charged.price
    row.currency, row.tariff_id = charged.currency, charged.tariff_id


def _add(sums: Mapping[Key, _Sum], row: MessageCharge, sign: int) -> None:
    found = sums[
        row.month, row.number, row.group_id, row.country, row.direction, row.advertises, row.currency
    ]
    found.messages += sign
    found.parts += sign * row.parts
    found.unpriced += sign * (row.cost is None)
    found.cost += sign * (row.cost or Decimal(0))
    found.price += sign * (row.price or Decimal(0))


def _write(sums: Mapping[Key, _Sum]) -> None:
    MessageSpend.objects.bulk_create(
        MessageSpend(
            month=month,
            number=number,
            group_id=group_id,
            country=country,
            direction=direction,
            advertises=advertises,
            currency=currency,
            messages=one.messages,
            parts=one.parts,
            unpriced=one.unpriced,
            cost=one.cost,
            price=one.price,
        )
        for (month, number, group_id, country, direction, advertises, currency), one in sums.items()
        if one.messages or one.parts or one.cost or one.price
    )
