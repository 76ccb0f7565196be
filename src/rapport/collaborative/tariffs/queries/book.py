"""All that messages of a day are reckoned by: tariffs, numbers, links, rates, budgets."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q

from rapport.collaborative.delivery.contracts import Chargeable
from rapport.collaborative.mobile.api import find_link_costs, measure_text
from rapport.collaborative.tariffs.contracts import Budget, Charged, Direction, Tariff
from rapport.collaborative.tariffs.models import MessageBudget, MessageTariff, ServiceNumber
from rapport.collaborative.tariffs.queries.spending import load_spent
from rapport.collaborative.tariffs.rules import limits
from rapport.collaborative.tariffs.rules.pricing import charge, country_of, find_tariff
from rapport.kernel.identity.api import system_actor
from rapport.kernel.money.api import list_rates, to_major
from rapport.kernel.tenancy.api import current_tenant_id, get_own_tenant

_USED = """
select exists (select 1 from message_tariff) or exists (select 1 from message_budget)
    or exists (select 1 from service_number)
"""


@dataclass(frozen=True, slots=True)
class PriceBook:
    """What messages of a day cost; `numbers` by their text, a short code once for each country."""

    day: date
    tariffs: Sequence[Tariff]
    numbers: Mapping[str, Sequence[ServiceNumber]] = field(default_factory=dict)

    def find_flaw(self, one: Chargeable) -> str:
        """Return why a message may not leave from its number (a code), empty where it may."""
        rows = self.numbers.get(one.number, ())
        valid = [row for row in rows if is_valid(row, self.day)]
        if rows and not valid:
            return "number-ended"
        able = any(f"{one.channel}-{one.direction}" in row.capabilities for row in valid)
        return "number-cannot" if rows and not able else ""

    def reckon(self, one: Chargeable, link: tuple[Decimal, str] | None = None) -> Charged:
        """Return what a message costs by its tariff; else what its channel says, or its link would take."""
        rows = self.numbers.get(one.number, ())
        country = country_of(one.address, rows[0].country if len(rows) == 1 else "")
        parts = one.quote.units if one.quote else count_parts(one)
        tariff = find_tariff(
            self.tariffs,
            direction=one.direction,
            channel=one.channel,
            number=one.number,
            address=one.address,
            country=country,
            day=self.day,
        )
        if tariff is not None:
            return charge(tariff, country, parts)
        known = Charged(country=country, parts=parts)
        if one.quote is not None and one.quote.cost is not None:
            return replace(known, cost=one.quote.cost, price=Decimal(0), currency=one.quote.currency)
        if link is not None:
            return replace(known, cost=link[0] * parts, price=Decimal(0), currency=link[1])
        return known

    def reckon_all(self, messages: Sequence[Chargeable]) -> list[Charged]:
        """Return what messages cost, those without a tariff by the links they would take."""
        found = [self.reckon(one) for one in messages]
        unknown = [one for one, known in zip(messages, found, strict=True) if known.cost is None]
        asked = {(one.account_id, one.address) for one in unknown if one.channel == "sms"}
        links = find_link_costs(asked, system_actor(current_tenant_id())) if asked else {}
        return [
            known if known.cost is not None else self.reckon(one, links.get((one.account_id, one.address)))
            for one, known in zip(messages, found, strict=True)
        ]


def count_parts(one: Chargeable) -> int:
    """Return as how many parts a message is charged."""
    return measure_text(one.text)[1] if one.channel == "sms" else 1


def load_book(at: datetime, directions: Collection[Direction], numbers: Iterable[str]) -> PriceBook | None:
    """Return what messages of a moment (UTC) are reckoned by; None where the business reckons nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_USED)
        used = cursor.fetchone()
    if not used or not used[0]:
        return None
    day = day_of(at)
    rows = MessageTariff.objects.filter(direction__in=tuple(directions), valid_from__lte=day)
    held = rows.filter(Q(ended_on=None) | Q(ended_on__gte=day))
    kept = dict[str, list[ServiceNumber]]()
    for row in ServiceNumber.objects.filter(number__in=set(numbers)).order_by("id"):
        kept.setdefault(row.number, []).append(row)
    return PriceBook(day, [tariff_of(row) for row in held], kept)


def tariff_of(row: MessageTariff) -> Tariff:
    """Return a tariff as messages are reckoned by it."""
    direction: Direction = "in" if row.direction == "in" else "out"
    return Tariff(
        id=row.id,
        kind="free" if row.kind == "free" else "premium" if row.kind == "premium" else "normal",
        direction=direction,
        channel=row.channel,
        number=row.number,
        country=row.country,
        operator=row.operator,
        prefixes=tuple(row.prefixes),
        cost=row.cost,
        price=row.price,
        currency=row.currency,
        valid_from=row.valid_from,
        ended_on=row.ended_on,
    )


def is_valid(row: ServiceNumber, day: date) -> bool:
    """Tell whether the business may use a number on a day."""
    return row.valid_from <= day and (row.valid_until is None or day <= row.valid_until)


def day_of(at: datetime) -> date:
    """Return the day of a moment in the business's zone."""
    return at.astimezone(ZoneInfo(get_own_tenant(current_tenant_id()).zone)).date()


def load_rates(day: date) -> dict[str, Decimal]:
    """Return what one unit of each currency is worth in the business's own on a day."""
    rows = list_rates(system_actor(current_tenant_id())).filter(day__lte=day)
    newest = rows.order_by("currency", "-day").distinct("currency")
    rates = dict(newest.values_list("currency", "rate"))
    return {**rates, get_own_tenant(current_tenant_id()).currency: Decimal(1)}


def load_budgets(day: date, rates: Mapping[str, Decimal]) -> list[Budget]:
    """Return the budgets at work with what is spent of each so far, in its own currency."""
    rows = list(MessageBudget.objects.filter(active=True).order_by("id"))
    return measure_budgets(rows, day, rates)


def measure_budgets(rows: Sequence[MessageBudget], day: date, rates: Mapping[str, Decimal]) -> list[Budget]:
    """Return budgets with what is spent of each, by one statement; in the order given."""
    spent = load_spent(day.replace(day=1), whole=any(row.period == "whole" for row in rows)) if rows else []
    found = []
    for row in rows:
        budget = _budget_of(row)
        total: Decimal | None = Decimal(0)
        for one in spent:
            if row.period == "month" and one.month != day.replace(day=1):
                continue
            wanted = limits.Wanted(row.id, one.number, one.campaign_id, one.advertises, None, one.currency)
            if limits.governs(budget, wanted) and total is not None:
                more = limits.convert(one.cost, one.currency, row.currency, rates)
                total = None if more is None else total + more
        found.append(replace(budget, spent=total))
    return found


def _budget_of(row: MessageBudget) -> Budget:
    return Budget(
        id=row.id,
        name=row.name,
        reach="number" if row.reach == "number" else "campaign" if row.reach == "campaign" else "business",
        number=row.number,
        campaign_id=row.campaign_id,
        advertising=row.advertising,
        amount=to_major(row.amount_minor, row.currency),
        currency=row.currency,
    )
