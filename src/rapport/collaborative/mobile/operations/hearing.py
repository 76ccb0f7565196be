"""Messages heard: who wants no more is obeyed, and told so, with the message itself."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from rapport.collaborative.delivery.api import write_message
from rapport.collaborative.delivery.contracts import Heard
from rapport.collaborative.mobile.models import SmsAnswer
from rapport.collaborative.mobile.queries.answers import count_lately
from rapport.collaborative.mobile.rules.deciding import Decision, decide
from rapport.customers.consent.api import CHANNELS, ConsentDraft, list_consents, record_consents
from rapport.customers.matching.api import list_holders
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.settings.api import get_setting
from rapport.kernel.work.api import Work, unit_of_work

PURPOSES = ("newsletter", "marketing")
"""What a stop is written down for even where nothing was agreed to."""
LATELY = timedelta(minutes=10)
EVERYWHERE = "every"


def hear(messages: Sequence[Heard]) -> Collection[UUID]:
    """Do what messages wish for, one after the other; returns those something was done about.

    Whatever else customers write, keywords among it, services answer.
    """
    return {one.message_id for one in messages if _hear_one(one)}


def _hear_one(heard: Heard) -> bool:
    """Do what a message wishes for, and write down what was done and why; says whether anything was."""
    if decide(heard.text).kind == "nothing":
        return False
    actor = system_actor(heard.account.tenant_id)
    with unit_of_work(actor) as work:
        decision = decide(heard.text, lately=count_lately(heard.sender, work.now - LATELY))
        said = _do(heard, decision, work)
        SmsAnswer.objects.create(
            conversation_id=heard.conversation_id,
            message_id=heard.message_id,
            account_id=heard.account.id,
            sender=heard.sender,
            kind=decision.kind,
            why=decision.why[:200],
            at=work.now,
        )
        if said:
            write_message(heard.conversation_id, said, actor=actor)
    return True


def _do(heard: Heard, decision: Decision, work: Work) -> str:
    """Do it, and return the answer."""
    if decision.kind == "stop":
        return _say(decision, stopped=True) if _stop(heard, work.actor) else ""
    if decision.kind == "start":
        return _say(decision, stopped=False) if _start_again(heard, work.actor) else ""
    return ""


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
        way="keyword" if given else "",
    )


def _say(decision: Decision, *, stopped: bool) -> str:
    """Return the answer in the language of the words that were met, as far as the house speaks it."""
    with override("zh-hans" if decision.language == "zh" else "en"):
        if stopped:
            return _("You get no more advertising from us. Send START to get it again.")
        return _("You get our messages again. Send STOP to end them.")
