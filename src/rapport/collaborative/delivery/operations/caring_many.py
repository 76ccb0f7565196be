"""The same care for many conversations at once: one statement, facts in parcels, taken back by batch."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, Func, Value

from rapport.collaborative.delivery.models import Conversation
from rapport.collaborative.delivery.operations.caring import complete
from rapport.collaborative.delivery.operations.telling import tell_many_changed
from rapport.collaborative.delivery.queries.threads import list_conversations
from rapport.kernel.bulk.api import put_back
from rapport.kernel.work.api import Work

MOST_TAGS = 20


def care_for_many(ids: Sequence[UUID], values: Mapping[str, Any], *, work: Work) -> set[UUID]:
    """Give many conversations the same values (as `Care`); returns those the actor may change.

    What would change nothing tells nobody. Those put together with others are none of them.
    """
    complete_values = complete(values)
    rows = _lock(ids, work)
    changed = [
        row for row in rows if any(getattr(row, name) != value for name, value in complete_values.items())
    ]
    _write(changed, complete_values, work)
    return {row.id for row in rows}


def tag_many(ids: Sequence[UUID], tag: str, *, off: bool = False, work: Work) -> set[UUID]:
    """Mark many conversations by a word, or take it off; returns those that are as wanted.

    Those the actor may not change are not, nor those that have as many words as they may.
    """
    rows = _lock(ids, work)
    changed = [row for row in rows if (tag in row.tags) == off and (off or len(row.tags) < MOST_TAGS)]
    change = Func(F("tags"), Value(tag), function="array_remove" if off else "array_append")
    _write(changed, {"tags": change}, work)
    touched = {row.id for row in changed}
    return {row.id for row in rows if row.id in touched or (tag in row.tags) != off}


def put_back_many(ids: Sequence[UUID], names: Collection[str], batch_id: UUID, *, work: Work) -> set[UUID]:
    """Give values back that a batch changed, unless changed since by anybody; returns where."""
    there = [row.id for row in _lock(ids, work)]
    restored = put_back("conversation", sorted(names), there, batch_id, counted=True)
    _tell(restored, work)
    return set(restored)


def columns_of(values: Mapping[str, Any]) -> set[str]:
    """Return the columns giving these values writes, with those that follow of them."""
    return set(complete(values))


def _lock(ids: Sequence[UUID], work: Work) -> list[Conversation]:
    rows = list_conversations(work.actor, "edit").filter(id__in=ids).exclude(state="merged")
    return list(rows.order_by("id").select_for_update(of=("self",)))


def _write(rows: Sequence[Conversation], values: Mapping[str, Any], work: Work) -> None:
    if rows:
        ids = [row.id for row in rows]
        Conversation.objects.filter(id__in=ids).update(version=F("version") + 1, **values)
        _tell(ids, work)


def _tell(ids: Sequence[UUID], work: Work) -> None:
    tell_many_changed(Conversation.objects.filter(id__in=ids).order_by("id"), work)
