"""Who writes: found by the secret of their browser, made when they first say something."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q

from rapport.collaborative.chat.contracts import Posted
from rapport.collaborative.chat.models import ChatVisitor
from rapport.collaborative.chat.queries.visitors import digest_of
from rapport.kernel.work.api import Work


def meet_visitors(posted: Sequence[Posted], work: Work) -> dict[tuple[UUID, bytes], ChatVisitor]:
    """Return who wrote, by account and digest; whoever is new is made, in two statements for all."""
    newest = {(one.account.id, digest_of(one.token)): one for one in posted}
    known = _find(newest)
    fresh = [
        ChatVisitor(
            account_id=account_id,
            digest=digest,
            language=one.language,
            page=one.page,
            title=one.title,
            created_at=work.now,
        )
        for (account_id, digest), one in newest.items()
        if (account_id, digest) not in known
    ]
    if fresh:
        ChatVisitor.objects.bulk_create(fresh, ignore_conflicts=True)
        known = _find(newest)
    moved = []
    for name, row in known.items():
        one = newest[name]
        if one.page and one.page != row.page:
            row.page, row.title = one.page, one.title
            moved.append(row)
    ChatVisitor.objects.bulk_update(moved, ["page", "title"])
    return known


def _find(names: Iterable[tuple[UUID, bytes]]) -> dict[tuple[UUID, bytes], ChatVisitor]:
    accounts, digests = {account_id for account_id, _ in names}, [digest for _, digest in names]
    rows = ChatVisitor.objects.filter(Q(account_id__in=accounts) & Q(digest__in=digests))
    return {(row.account_id, bytes(row.digest)): row for row in rows}
