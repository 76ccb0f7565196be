"""Taking what a visitor sent: judged at once, kept as one row, taken in by a job a moment later."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from hashlib import blake2b
from uuid import UUID

from django.db import connection, transaction

from rapport.customers.forms import rules
from rapport.customers.forms.contracts import FormLine, Taken, Visit
from rapport.customers.forms.models import FormEntry
from rapport.customers.forms.operations.asking import ask, find_asked, phone_of
from rapport.customers.forms.operations.counting import count
from rapport.customers.forms.operations.landing import record_proved
from rapport.customers.forms.operations.letters import write_confirmation, write_question
from rapport.customers.forms.queries import OWN
from rapport.customers.party.api import normalise, prepare
from rapport.kernel.errors import Conflict, Invalid, Missing, RapportError, say
from rapport.kernel.fields.api import refuse_values
from rapport.kernel.identity.api import system_actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.mail.api import send_letter
from rapport.kernel.metering.api import count_usage, require_quota
from rapport.kernel.tenancy.api import current_tenant_id, get_own_tenant
from rapport.kernel.work.api import unit_of_work

TAKE = "forms.take"
LETTERS_A_DAY = 3
"""So often a day one address is asked to confirm anything: a form shall not be a way to flood a mailbox."""
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


class TooMany(RapportError):
    """This network address sent enough for now."""

    kind = "busy"


def take_entry(
    form: FormLine, typed: Mapping[str, str], agreed: Collection[str], visit: Visit, *, base: str
) -> Taken:
    """Keep what a visitor typed into a form of the current tenant; a program's entry is thrown away unsaid.

    `agreed` are the targets of the boxes ticked, `base` is the address letters lead to. Raises `Invalid`
    naming each wrong answer, `Conflict` where the form takes nothing, `TooMany`. Two equal entries within a
    day are one, also where they come at the same moment.
    """
    actor = system_actor(current_tenant_id())
    with unit_of_work(actor) as work:
        now = work.now
    if form.state != "open":
        raise Conflict("This form takes no entries at the moment.", code="form-closed")
    if rules.is_trapped(typed):
        count(form.id, "spam", now)
        return Taken(None)
    answers = _read(form, typed, agreed)
    texts = [one.text.id for one in form.fields if one.text and one.target in agreed]
    try:
        with unit_of_work(actor) as work:
            return _keep(form, visit, base, answers=answers, texts=texts, now=now)
    except TooMany:
        count(form.id, "limited", now)
        raise


def _keep(
    form: FormLine, visit: Visit, base: str, *, answers: dict[str, str], texts: list[UUID], now: datetime
) -> Taken:
    digest = rules.digest_entry(answers, (str(text) for text in texts))
    _lock(form.id, digest)
    known = FormEntry.objects.filter(form_id=form.id, digest=digest).order_by("-id").first()
    if known is not None and rules.is_repeated(known.received_at, now):
        return Taken(known.id, confirm=known.state == FormEntry.State.UNCONFIRMED, repeated=True)
    _limit(form, visit, now)
    asked = find_asked(answers, texts) if texts else []
    by_letter = "email" in answers and (form.confirm or "email" in asked)
    email = normalise("email", answers["email"]) if "email" in answers else ""
    entry = FormEntry.objects.create(
        **{"form_id": form.id, "digest": digest, "values": answers, "agreed": texts, "email": email},
        **{"address": visit.address[:45], "agent": visit.agent[:300], "page": visit.page[:300]},
        **{"locale": visit.locale, "way": visit.way, "received_at": now, "asked": asked},
        state=FormEntry.State.UNCONFIRMED if by_letter or "sms" in asked else FormEntry.State.WAITING,
    )
    count(form.id, "entries", now)
    if by_letter:
        _ask_to_confirm(form, entry, base)
    by_sms = "sms" in asked and _ask_by_sms(form, entry, base)
    if entry.state == FormEntry.State.UNCONFIRMED and not by_letter and not by_sms:
        entry.state = FormEntry.State.WAITING  # nobody can be asked: what must be proved is left out
        entry.save(update_fields=["state"])
    if entry.state == FormEntry.State.WAITING:
        _take_soon()
    return Taken(entry.id, confirm=by_letter or by_sms, by_sms=by_sms and not by_letter)


def confirm_entry(form: FormLine, entry_id: UUID, channel: str = "email") -> bool:
    """Take the entry whose link was followed, on which channel it came; what was agreed for that one is
    written down now where the entry was taken before. False where that was done. Raises `Missing`."""
    with unit_of_work(system_actor(current_tenant_id())) as work:
        entry = FormEntry.objects.select_for_update().filter(id=entry_id, form_id=form.id).first()
        if entry is None:
            raise Missing("This link is no longer valid.")
        if channel in entry.proved:
            return False
        entry.proved = [*entry.proved, channel]
        entry.confirmed_at = entry.confirmed_at or work.now
        if entry.state == FormEntry.State.UNCONFIRMED:
            entry.state = FormEntry.State.WAITING
            _take_soon()
        elif entry.state == FormEntry.State.TAKEN:
            record_proved(entry, channel, actor=work.actor)
        entry.save(update_fields=["proved", "confirmed_at", "state"])
    return True


def _read(form: FormLine, typed: Mapping[str, str], agreed: Collection[str]) -> dict[str, str]:
    """Judge the answers by the room's rules, then by those of parties and of own fields."""
    asked = {one.target: one.required for one in form.fields if one.kind != "consent"}
    answers = rules.read_answers(asked, typed)
    wrong = rules.find_faults(asked, answers)
    for one in form.fields:
        if one.kind == "consent" and one.required and one.target not in agreed:
            wrong[one.target] = say("Please tick this box.")
    if not wrong:
        wrong |= _judge_party(answers) | _judge_own(answers)
    if wrong:
        raise Invalid("Please look at the marked fields.", fields=wrong)
    return answers


def _judge_party(answers: Mapping[str, str]) -> dict[str, str]:
    draft = rules.draft_of(answers, locale="", proven=False)
    country = get_own_tenant(current_tenant_id()).country
    try:
        prepare(draft, country=country)
    except Invalid as error:
        kinds = [point.kind for point in draft.contact_points]
        return {_asked(name, kinds): reason for name, reason in error.reasons.items()}
    return {}


def _asked(name: str, kinds: list[str]) -> str:
    """The field of the form a refusal of a draft speaks of."""
    part, _dot, number = name.partition(".")
    if part == "contact_points":
        return kinds[int(number)]
    return "street" if part == "addresses" else part


def _judge_own(answers: Mapping[str, str]) -> dict[str, str]:
    refused = refuse_values(OWN, [rules.own_values(answers)], actor=system_actor(current_tenant_id()))
    return {f"custom.{code}": reason for one in refused for code, reason in one.fields.items()}


def _lock(form_id: UUID, digest: str) -> None:
    """Have equal entries of one form wait for each other."""
    number = int.from_bytes(blake2b(f"{form_id}{digest}".encode(), digest_size=8).digest(), signed=True)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [number])


def _limit(form: FormLine, visit: Visit, now: datetime) -> None:
    sent = FormEntry.objects.filter(form_id=form.id, address=visit.address[:45], received_at__gt=now - _HOUR)
    if visit.address and sent.order_by()[: form.hourly].count() >= form.hourly:
        raise TooMany(
            "Too many entries came from your network. Please try again in an hour.", code="too-many"
        )


def _ask_to_confirm(form: FormLine, entry: FormEntry, base: str) -> None:
    asked = FormEntry.objects.filter(
        email=entry.email, state="unconfirmed", received_at__gt=entry.received_at - _DAY
    )
    if asked.order_by()[: LETTERS_A_DAY + 1].count() > LETTERS_A_DAY:
        return
    require_quota("mails")
    count_usage("mails")
    business = get_own_tenant(current_tenant_id()).name
    letter = write_confirmation(form, entry.id, business, base)
    transaction.on_commit(lambda: send_letter(letter, entry.email, locale=entry.locale), using="default")


def _ask_by_sms(form: FormLine, entry: FormEntry, base: str) -> bool:
    """Ask whoever has the number, unless it was asked often enough; False where no SMS can be sent."""
    number = phone_of(entry.values)
    same = FormEntry.objects.filter(asked__contains=["sms"], received_at__gt=entry.received_at - _DAY)
    if same.filter(values__phone=entry.values["phone"]).count() > LETTERS_A_DAY:
        return True
    business = get_own_tenant(current_tenant_id()).name
    return ask("sms", number, write_question(form, entry.id, business, base))


def _take_soon() -> None:
    enqueue(TAKE, {}, actor=system_actor(current_tenant_id()), key=TAKE)
