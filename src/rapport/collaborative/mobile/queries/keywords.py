"""Keywords and what rules answered."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from rapport.collaborative.mobile.models import SmsAnswer, SmsKeyword
from rapport.collaborative.mobile.rules.deciding import Keyword
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor


def list_keywords(actor: Actor) -> QuerySet[SmsKeyword]:
    """Return the keywords of the business; raises `Forbidden`."""
    actor.require("view", "channel")
    return SmsKeyword.objects.all()


def list_answers(actor: Actor) -> QuerySet[SmsAnswer]:
    """Return what rules answered; raises `Forbidden`."""
    actor.require("view", "channel")
    return SmsAnswer.objects.all()


def get_keyword(keyword_id: UUID, *, actor: Actor, verb: str = "view", lock: bool = False) -> SmsKeyword:
    """Return a keyword; raises `Missing`, `Forbidden`."""
    actor.require(verb, "channel")
    rows = SmsKeyword.objects.filter(id=keyword_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise Missing("There is no such keyword.")
    return row


def list_for_all(account_ids: Collection[UUID]) -> dict[UUID, list[Keyword]]:
    """Return the keywords that are met at each number: its own before those of every number."""
    met = Q(account_id__in=tuple(account_ids)) | Q(account_id=None)
    rows = list(SmsKeyword.objects.filter(met, active=True).order_by("id"))
    return {account_id: _met_at(account_id, rows) for account_id in account_ids}


def _met_at(account_id: UUID, rows: Sequence[SmsKeyword]) -> list[Keyword]:
    own = {row.word: row for row in rows if row.account_id == account_id}
    everywhere = [row for row in rows if row.account_id is None and row.word not in own]
    return [keyword_of(row) for row in (*own.values(), *everywhere)]


def keyword_of(row: SmsKeyword) -> Keyword:
    """Return a keyword as rules take it."""
    return Keyword(row.id, row.word, row.purpose, row.double, row.question, row.answer)


def find_asked(account_id: UUID, sender: str, since: datetime) -> Keyword | None:
    """Return the keyword whose question a sender has not answered yet."""
    last = (
        SmsAnswer.objects.filter(sender=sender, at__gt=since, account_id=account_id)
        .exclude(kind="held")
        .order_by("-at", "-id")
        .first()
    )
    if last is None or last.kind != "asked" or last.keyword_id is None:
        return None
    row = SmsKeyword.objects.filter(id=last.keyword_id, active=True).first()
    return keyword_of(row) if row else None


def count_lately(sender: str, since: datetime) -> int:
    """Return how often rules answered a sender since a moment."""
    return SmsAnswer.objects.filter(sender=sender, at__gt=since).exclude(kind="held").count()
