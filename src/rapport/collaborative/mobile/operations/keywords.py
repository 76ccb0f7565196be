"""Keywords: made, changed, removed."""

from uuid import UUID

from rapport.collaborative.delivery.api import get_account
from rapport.collaborative.mobile.contracts import KeywordDraft
from rapport.collaborative.mobile.models import SmsKeyword
from rapport.collaborative.mobile.queries.keywords import get_keyword
from rapport.collaborative.mobile.rules.wishes import plain, read_wish
from rapport.kernel.errors import Clash, Invalid, Missing, Unknown, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work


def add_keyword(draft: KeywordDraft, *, actor: Actor) -> SmsKeyword:
    """Have a word answered; raises `Invalid`, `Unknown` (the number), `Clash` (taken, or it means stop)."""
    actor.require("create", "channel")
    with unit_of_work(actor) as work:
        return _write(SmsKeyword(created_at=work.now, version=0), draft, actor)


def change_keyword(
    keyword_id: UUID, draft: KeywordDraft, *, version: int | None = None, actor: Actor
) -> SmsKeyword:
    """Change a keyword; raises `Missing`, `Invalid`, `Unknown`, `Clash`."""
    with unit_of_work(actor):
        row = get_keyword(keyword_id, actor=actor, verb="edit", lock=True)
        if version is not None and row.version != version:
            raise Clash("Somebody changed this keyword meanwhile.", code="stale")
        return _write(row, draft, actor)


def _write(row: SmsKeyword, draft: KeywordDraft, actor: Actor) -> SmsKeyword:
    word = plain(draft.word)
    _check(word, draft)
    if draft.account_id is not None:
        try:
            known = get_account(draft.account_id, actor=actor).channel == "sms"
        except Missing:
            known = False
        if not known:
            raise Unknown("There is no such number.", fields={"account_id": say("There is no such number.")})
    twins = SmsKeyword.objects.filter(account_id=draft.account_id, word=word).exclude(id=row.id)
    if twins.exists():
        raise Clash("This word is taken.", fields={"word": say("This word is taken.")})
    row.account_id, row.word, row.purpose, row.double = draft.account_id, word, draft.purpose, draft.double
    row.question, row.answer = draft.question.strip(), draft.answer.strip()
    row.owner_id, row.active, row.version = actor.member_id or row.owner_id, draft.active, row.version + 1
    row.save()
    return row


def _check(word: str, draft: KeywordDraft) -> None:
    if not word or len(word) > 40:
        raise Invalid("The keyword is wrong.", fields={"word": say("One to forty letters.")})
    meant = read_wish(word)
    if meant is not None and meant.wish == "stop":
        said = say("This word means that somebody wants no more.")
        raise Clash("This word means that somebody wants no more.", fields={"word": said})
    if draft.double and not (draft.purpose and draft.question.strip()):
        said = say("To ask first, say for what, and what is asked.")
        raise Clash("To ask first, say for what, and what is asked.", fields={"question": said})
    if not draft.answer.strip():
        raise Invalid("The keyword is wrong.", fields={"answer": say("Empty.")})
