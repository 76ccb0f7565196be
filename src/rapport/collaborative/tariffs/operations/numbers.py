"""Service numbers: entered, changed, given back."""

import re
from uuid import UUID

from rapport.collaborative.delivery.api import resume_stopped
from rapport.collaborative.mobile.api import normal_number
from rapport.collaborative.tariffs.contracts import NumberDraft
from rapport.collaborative.tariffs.models import MessageTariff, ServiceNumber
from rapport.collaborative.tariffs.queries.numbers import get_number
from rapport.collaborative.tariffs.rules.pricing import country_of
from rapport.kernel.errors import Clash, Invalid, Unknown, say
from rapport.kernel.identity.api import Actor, known_members
from rapport.kernel.work.api import Work, unit_of_work

_COUNTRY = re.compile(r"[A-Z]{2}")
MOST_OPERATORS = 20


def add_number(draft: NumberDraft, *, actor: Actor) -> ServiceNumber:
    """Enter a number; raises `Forbidden`, `Invalid`, `Unknown` (the owner), `Clash` (taken, of elsewhere)."""
    actor.require("create", "channel")
    with unit_of_work(actor) as work:
        return _write(ServiceNumber(created_at=work.now, version=0), draft, work)


def change_number(
    number_id: UUID, draft: NumberDraft, *, version: int | None = None, actor: Actor
) -> ServiceNumber:
    """Change a number; messages that waited for it are asked again. Raises `Missing`, and as above."""
    with unit_of_work(actor) as work:
        row = get_number(number_id, actor=actor, verb="edit", lock=True)
        if version is not None and row.version != version:
            raise Clash("Somebody changed this number meanwhile.", code="stale")
        _write(row, draft, work)
        for code in ("number-ended", "number-cannot"):
            resume_stopped(code, work)
        return row


def _write(row: ServiceNumber, draft: NumberDraft, work: Work) -> ServiceNumber:
    if draft.owner_id is not None and draft.owner_id not in known_members([draft.owner_id]):
        raise Unknown("There is no such member.", fields={"owner_id": say("There is no such member.")})
    number = _read(draft)
    twins = ServiceNumber.objects.filter(number=number, country=draft.country).exclude(id=row.id)
    if twins.exists():
        raise Clash("This number is there already.", fields={"number": say("This number is there already.")})
    if row.number not in ("", number) and MessageTariff.objects.filter(number=row.number).exists():
        said = say("Tariffs are for this number; enter another beside it.")
        raise Clash("Tariffs are for this number; enter another beside it.", fields={"number": said})
    row.number, row.country = number, draft.country
    row.operators = [one.strip() for one in draft.operators if one.strip()]
    row.capabilities = sorted(set(draft.capabilities))
    row.owner_id = draft.owner_id or row.owner_id or work.actor.member_id
    row.valid_from, row.valid_until, row.note = draft.valid_from, draft.valid_until, draft.note.strip()
    row.version += 1
    row.save()
    return row


def _read(draft: NumberDraft) -> str:
    flaws = {}
    if not _COUNTRY.fullmatch(draft.country):
        flaws["country"] = say("Two letters like DE.")
    known = set(ServiceNumber.Capability.values)
    if set(draft.capabilities) - known:
        flaws["capabilities"] = say("There is no such capability.")
    if len(draft.operators) > MOST_OPERATORS or any(len(one) > 60 for one in draft.operators):
        flaws["operators"] = say("At most twenty names.")
    if flaws:
        raise Invalid("The number is wrong.", fields=flaws)
    try:
        number = normal_number(draft.number, draft.country)
    except Invalid as error:
        raise Clash("This is no number.", fields={"number": say("This is no number.")}) from error
    if draft.valid_until is not None and draft.valid_until < draft.valid_from:
        said = say("It ends before it begins.")
        raise Clash("It ends before it begins.", fields={"valid_until": said})
    if number.startswith("+") and country_of(number) not in ("", draft.country):
        said = say("The number belongs to another country.")
        raise Clash("The number belongs to another country.", fields={"country": said})
    return number
