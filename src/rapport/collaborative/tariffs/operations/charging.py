"""What delivery asks while it claims, sends and takes in: is there money, what did it cost."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from rapport.collaborative.delivery.contracts import Chargeable, Quote, Stopped
from rapport.collaborative.tariffs.contracts import Charged, Direction
from rapport.collaborative.tariffs.models import MessageCharge
from rapport.collaborative.tariffs.operations.ledger import give_back, put_together, write_charges
from rapport.collaborative.tariffs.operations.noticing import tell_keepers
from rapport.collaborative.tariffs.queries.book import PriceBook, load_book, load_budgets, load_rates
from rapport.collaborative.tariffs.rules.limits import Wanted, judge
from rapport.kernel.tenancy.api import current_tenant_id

MEDIA = ("sms", "mms")
"""The channels whose messages are reckoned by tariffs."""
AGAIN = timedelta(minutes=30)
"""How long what was stopped waits before it is asked again; a raised budget asks at once."""
Priced = tuple[Chargeable, Charged]


class Ledger:
    """The room as delivery knows it (`delivery.contracts.Charging`)."""

    def reserve(self, messages: Sequence[Chargeable], at: datetime) -> Mapping[UUID, Stopped]:
        """Set money aside for messages about to be claimed; returns those that may not leave, and why.

        From here to the commit no other claim of the business counts money, so that no two pass a limit
        together.
        """
        book, mine = _open(messages, at, ["out"])
        if book is None:
            return {}
        kept = MessageCharge.objects.filter(source_id__in=[one.id for one in mine])
        aside = set(kept.values_list("source_id", flat=True))
        fresh = [one for one in mine if one.id not in aside]
        stopped = {one.id: Stopped(flaw, "", at + AGAIN) for one in fresh if (flaw := book.find_flaw(one))}
        rest = [one for one in fresh if one.id not in stopped]
        priced = list(zip(rest, book.reckon_all(rest), strict=True))
        stopped |= _hold_to_budgets(priced, book, at)
        write_charges([pair for pair in priced if pair[0].id not in stopped], "aside", book.day, at)
        return stopped

    def price(self, messages: Sequence[Chargeable], at: datetime) -> Mapping[UUID, Quote]:
        """Return what messages that left cost by their tariffs."""
        book, mine = _open(messages, at, ["out"])
        if book is None:
            return {}
        priced = [(one, book.reckon(one)) for one in mine]
        return {
            one.id: Quote(charged.parts, charged.cost, charged.currency)
            for one, charged in priced
            if charged.tariff_id is not None
        }

    def book(self, messages: Sequence[Chargeable], at: datetime) -> None:
        """Write down what messages cost and brought."""
        book, mine = _open(messages, at, ["out", "in"])
        if book is not None:
            write_charges([(one, book.reckon(one)) for one in mine], "spent", book.day, at)

    def release(self, delivery_ids: Collection[UUID], at: datetime) -> None:
        """Give back what was set aside."""
        give_back(delivery_ids)


def _open(
    messages: Sequence[Chargeable], at: datetime, directions: Sequence[Direction]
) -> tuple[PriceBook | None, list[Chargeable]]:
    mine = [one for one in messages if one.channel in MEDIA]
    if not mine:
        return None, []
    return load_book(at, directions, {one.number for one in mine}), mine


def _hold_to_budgets(priced: Sequence[Priced], book: PriceBook, at: datetime) -> dict[UUID, Stopped]:
    if not priced:
        return {}
    _wait_in_line()
    rates = load_rates(book.day)
    put_together()
    budgets = load_budgets(book.day, rates)
    if not budgets:
        return {}
    wanted = [
        Wanted(one.id, one.number, one.group_id, bool(one.purpose), charged.cost, charged.currency)
        for one, charged in priced
    ]
    judged = judge(wanted, budgets, rates)
    tell_keepers(budgets, judged, book.day, at)
    return {one: Stopped(why, budget.name, at + AGAIN) for one, (why, budget) in judged.stopped.items()}


def _wait_in_line() -> None:
    with connection.cursor() as cursor:
        line = f"budgets {current_tenant_id()}"
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [line])
