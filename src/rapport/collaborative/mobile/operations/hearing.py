"""Messages heard: who wants no more is obeyed, keywords are answered, all with the message itself."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from rapport.collaborative.delivery.api import write_message
from rapport.collaborative.delivery.contracts import Heard
from rapport.collaborative.mobile.models import SmsAnswer
from rapport.collaborative.mobile.queries.keywords import count_lately, find_asked, list_for_all
from rapport.collaborative.mobile.rules.deciding import Decision, Keyword, concerns, decide
from rapport.customers.consent.api import CHANNELS, ConsentDraft, list_consents, record_consents
from rapport.customers.matching.api import list_holders
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.settings.api import get_setting
from rapport.kernel.work.api import Work, unit_of_work

PURPOSES = ("newsletter", "marketing")
"""What a stop is written down for even where nothing was agreed to."""
WAITING = timedelta(hours=24)
"""How long the question waits for a yes."""
LATELY = timedelta(minutes=10)
EVERYWHERE = "every"


def hear(messages: Sequence[Heard]) -> Collection[UUID]:
    """Do what messages ask for, one after the other; returns those something was done about."""
    keywords = list_for_all({one.account.id for one in messages})
    return {one.message_id for one in messages if _hear_one(one, keywords[one.account.id])}


def _hear_one(heard: Heard, keywords: Sequence[Keyword]) -> bool:
    """Do what a message asks for, and write down what was done and why; says whether anything was."""
    if not concerns(heard.text, keywords):
        return False
    actor = system_actor(heard.account.tenant_id)
    with unit_of_work(actor) as work:
        asked = find_asked(heard.account.id, heard.sender, work.now - WAITING)
        lately = count_lately(heard.sender, work.now - LATELY)
        decision = decide(heard.text, keywords, asked=asked, lately=lately)
        if decision.kind == "nothing":
            return False
        said = _do(heard, decision, work)
        SmsAnswer.objects.create(
            conversation_id=heard.conversation_id,
            message_id=heard.message_id,
            account_id=heard.account.id,
            sender=heard.sender,
            kind=decision.kind,
            keyword_id=decision.keyword.id if decision.keyword else None,
            why=decision.why[:200],
            at=work.now,
        )
        if said:
            write_message(heard.conversation_id, said, actor=actor)
    return True


def _do(heard: Heard, decision: Decision, work: Work) -> str:
    """Do it, and return the answer."""
    keyword = decision.keyword
    if decision.kind == "stop":
        fresh = _stop(heard, work.actor)
        return _say(decision, stopped=True) if fresh else ""
    if decision.kind == "start":
        fresh = _start_again(heard, work.actor)
        return _say(decision, stopped=False) if fresh else ""
    if keyword is None:
        return ""
    if decision.kind == "asked":
        return keyword.question
    if decision.kind == "confirmed":
        _give(heard, [keyword.purpose], work.actor)
    return keyword.answer


def _stop(heard: Heard, actor: Actor) -> bool:
    """Withdraw what everybody with this number agreed to; returns whether anything was news."""
    reach = CHANNELS if get_setting("sms.stop_reaches") == EVERYWHERE else ("sms", "mms")
    drafts, fresh = [], False
    for party_id in _people(heard, actor):
        lines = [one for one in list_consents(party_id, actor=actor) if one.channel in reach]
        stopped = {(one.purpose, one.channel) for one in lines if not one.given and not one.contact}
        given = {(one.purpose, one.channel) for one in lines if one.given}
        wanted = (given | {(purpose, "sms") for purpose in PURPOSES}) - (stopped - given)
        fresh = fresh or bool(wanted)
        drafts += [
            _statement(party_id, purpose, channel, heard, given=False) for purpose, channel in sorted(wanted)
        ]
    if drafts:
        record_consents(drafts, actor=actor)
    return fresh


def _start_again(heard: Heard, actor: Actor) -> bool:
    """Give again, by SMS, what a stop by SMS took."""
    drafts = [
        _statement(party_id, one.purpose, "sms", heard, given=True)
        for party_id in _people(heard, actor)
        for one in list_consents(party_id, actor=actor)
        if (one.channel, one.source, one.given) == ("sms", SOURCE, False)
    ]
    if drafts:
        record_consents(drafts, actor=actor)
    return bool(drafts)


def _give(heard: Heard, purposes: Iterable[str], actor: Actor) -> None:
    """Note that whoever wrote agreed: the customer of the thread alone, since others may share the number."""
    if heard.customer_id is not None:
        drafts = [_statement(heard.customer_id, one, "sms", heard, given=True) for one in purposes]
        record_consents(drafts, actor=actor)


def _people(heard: Heard, actor: Actor) -> list[UUID]:
    """Return everybody who has this number."""
    holders = list_holders("phone", heard.sender, actor=actor)
    return list(dict.fromkeys([*([heard.customer_id] if heard.customer_id else []), *holders]))


SOURCE = "sms keyword"


def _statement(party_id: UUID, purpose: str, channel: str, heard: Heard, *, given: bool) -> ConsentDraft:
    return ConsentDraft(
        party_id=party_id,
        purpose=purpose,
        channel=channel,
        given=given,
        origin="self",
        proof=f"message {heard.message_id}: {heard.text[:200]}",
        source=SOURCE,
    )


def _say(decision: Decision, *, stopped: bool) -> str:
    """Return the answer in the language of the words that were met, as far as the house speaks it."""
    with override("zh-hans" if decision.language == "zh" else "en"):
        if stopped:
            return _("You get no more advertising from us. Send START to get it again.")
        return _("You get our messages again. Send STOP to end them.")
