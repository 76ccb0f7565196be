"""Which tariff a message falls under, and what it then costs and brings."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import phonenumbers

from rapport.collaborative.tariffs.contracts.numbers import Charged, Direction, Tariff
from rapport.kernel.errors import say

NOBODY = "ZZ"


def country_of(address: str, usual: str = "") -> str:
    """Return the country (ISO 3166-1) an E.164 number belongs to; of a short code or name `usual`.

    Empty where nobody can tell: a number of no country (satellites, freephone of the world), or none at all.
    """
    if not address.startswith("+"):
        return usual
    try:
        region = phonenumbers.region_code_for_number(phonenumbers.parse(address))
    except phonenumbers.NumberParseException:
        return ""
    return region if region and region.isalpha() and region != NOBODY else ""


def find_tariff(
    tariffs: Iterable[Tariff],
    *,
    direction: Direction,
    channel: str,
    number: str,
    address: str,
    country: str,
    day: date,
) -> Tariff | None:
    """Return the tariff a message of a day falls under, or None.

    The longest beginning of the other side's number wins, then its country over every country, then the own
    number over every number, then what holds since the latest day.
    """
    best: tuple[tuple[int, bool, bool, date, str], Tariff] | None = None
    for one in tariffs:
        if (one.direction, one.channel) != (direction, channel) or not _holds(one, day):
            continue
        if one.number not in ("", number) or one.country not in ("", country):
            continue
        reach = _reach(one.prefixes, address)
        if reach is None:
            continue
        rank = (reach, bool(one.country), bool(one.number), one.valid_from, str(one.id))
        if best is None or rank > best[0]:
            best = (rank, one)
    return best[1] if best else None


def charge(tariff: Tariff, country: str, parts: int) -> Charged:
    """Return what a message of so many parts costs and brings, exactly."""
    return Charged(
        country=country,
        parts=parts,
        kind=tariff.kind,
        operator=tariff.operator,
        cost=tariff.cost * parts,
        price=tariff.price * parts,
        currency=tariff.currency,
        tariff_id=tariff.id,
    )


def flaws_of(kind: str, cost: Decimal, price: Decimal) -> dict[str, str]:
    """Return what contradicts itself in a tariff, by its field."""
    flaws = dict[str, str]()
    if min(cost, price) < 0:
        flaws["cost" if cost < 0 else "price"] = say("Below zero.")
    if kind == "free" and price:
        flaws["price"] = say("What is free to the customer brings nothing.")
    if kind == "premium" and not price:
        flaws["price"] = say("What costs the customer more brings something.")
    return flaws


def _holds(tariff: Tariff, day: date) -> bool:
    return tariff.valid_from <= day and (tariff.ended_on is None or day <= tariff.ended_on)


def _reach(prefixes: Sequence[str], address: str) -> int | None:
    if not prefixes:
        return 0
    return max((len(one) for one in prefixes if address.startswith(one)), default=None)
