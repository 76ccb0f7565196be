"""Tariffs: entered with the day they hold from, ended, taken back while nothing was reckoned by them."""

import re
from datetime import date
from uuid import UUID

from rapport.collaborative.delivery.api import resume_stopped
from rapport.collaborative.tariffs.contracts import TariffDraft
from rapport.collaborative.tariffs.models import MessageCharge, MessageTariff, ServiceNumber
from rapport.collaborative.tariffs.queries.book import day_of
from rapport.collaborative.tariffs.queries.numbers import get_tariff
from rapport.collaborative.tariffs.rules.pricing import flaws_of
from rapport.kernel.errors import Clash, Invalid, Unknown, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.money.api import known_currencies
from rapport.kernel.work.api import unit_of_work

MOST = 5_000
"""Tariffs a business may have at once: each claim is held against those of its day."""
MOST_PREFIXES = 200
_COUNTRY = re.compile(r"([A-Z]{2})?")
_SAME = ("direction", "channel", "number", "country", "operator", "prefixes")


def add_tariff(draft: TariffDraft, *, actor: Actor) -> MessageTariff:
    """Enter what messages cost from a day on; what was reckoned before stays as it is.

    Raises `Forbidden`, `Invalid`, `Unknown` (the number), `Clash` (it contradicts itself, or there is one for
    the same from the same day).
    """
    actor.require("create", "channel")
    with unit_of_work(actor) as work:
        _check(draft)
        if MessageTariff.objects.count() >= MOST:
            raise Clash("There are as many tariffs as a business may have.", code="too-many")
        row = MessageTariff(
            kind=draft.kind,
            direction=draft.direction,
            channel=draft.channel,
            number=draft.number,
            country=draft.country,
            operator=draft.operator.strip(),
            prefixes=sorted(set(draft.prefixes)),
            cost=draft.cost,
            price=draft.price,
            currency=draft.currency,
            valid_from=draft.valid_from,
            created_at=work.now,
        )
        same = {name: getattr(row, name) for name in _SAME}
        if MessageTariff.objects.filter(**same, valid_from=row.valid_from).exists():
            said = say("There is a tariff for the same from this day.")
            raise Clash("There is a tariff for the same from this day.", fields={"valid_from": said})
        row.save()
        resume_stopped("no-tariff", work)
        return row


def end_tariff(tariff_id: UUID, last: date, *, version: int | None = None, actor: Actor) -> MessageTariff:
    """Have a tariff hold until a day (the last one included), from now on or later.

    Raises `Missing`, `Forbidden`, `Clash` (a day gone by, before it begins, another version).
    """
    with unit_of_work(actor) as work:
        row = get_tariff(tariff_id, actor=actor, verb="edit", lock=True)
        if version is not None and row.version != version:
            raise Clash("Somebody changed this tariff meanwhile.", code="stale")
        if last < max(row.valid_from, day_of(work.now)):
            said = say("The day has gone by, or the tariff begins later.")
            raise Clash("The day has gone by, or the tariff begins later.", fields={"ended_on": said})
        row.ended_on, row.version = last, row.version + 1
        row.save(update_fields=["ended_on", "version"])
        return row


def remove_tariff(tariff_id: UUID, *, actor: Actor) -> None:
    """Take a tariff back by which nothing was reckoned; raises `Missing`, `Forbidden`, `Clash`."""
    with unit_of_work(actor):
        row = get_tariff(tariff_id, actor=actor, verb="edit", lock=True)
        if MessageCharge.objects.filter(tariff_id=row.id).exists():
            raise Clash("Messages were reckoned by it, so it stays. End it instead.", code="used")
        row.delete()


def _check(draft: TariffDraft) -> None:
    wrong = {}
    if draft.currency not in known_currencies():
        wrong["currency"] = say("There is no such currency.")
    if not _COUNTRY.fullmatch(draft.country):
        wrong["country"] = say("Two letters like DE.")
    if len(draft.prefixes) > MOST_PREFIXES or not all(_is_prefix(one) for one in draft.prefixes):
        wrong["prefixes"] = say("Each begins with + and the country, like +49151.")
    if wrong:
        raise Invalid("The tariff is wrong.", fields=wrong)
    if draft.number and not ServiceNumber.objects.filter(number=draft.number).exists():
        raise Unknown("There is no such number.", fields={"number": say("There is no such number.")})
    if flaws := flaws_of(draft.kind, draft.cost, draft.price):
        raise Clash("The tariff contradicts itself.", fields=flaws)


def _is_prefix(text: str) -> bool:
    return text.startswith("+") and text[1:].isascii() and text[1:].isdecimal() and len(text) <= 16
