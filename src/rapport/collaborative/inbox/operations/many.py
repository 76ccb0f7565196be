"""What may be done to many conversations at once: give them on, close, put off, tag."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.collaborative.delivery.api import care_for_many, columns_of, put_back_many, tag_many
from rapport.collaborative.inbox.contracts import UNTIL_ANSWER
from rapport.collaborative.inbox.operations.resting import read_rest
from rapport.collaborative.inbox.operations.working import read_holder, read_tags
from rapport.kernel.bulk.api import BulkKind, Refused
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work

KIND = "conversation"
Values = Mapping[str, Any]


def list_actions() -> list[BulkKind]:
    """Return what may be done to many conversations."""
    return [
        BulkKind(KIND, "assign", "edit", lambda: _("Give conversations on"), _check_holder, _care, _undo),
        BulkKind(KIND, "close", "edit", lambda: _("Close conversations"), _check_close, _care, _undo),
        BulkKind(KIND, "reopen", "edit", lambda: _("Open conversations again"), _check_open, _care, _undo),
        BulkKind(KIND, "snooze", "edit", lambda: _("Put conversations off"), _check_rest, _care, _undo),
        BulkKind(KIND, "tag", "edit", lambda: _("Tag conversations"), _check_tag("tag"), _tag, _undo_tag),
        BulkKind(
            *(KIND, "untag", "edit", lambda: _("Take a tag off conversations"), _check_tag("gone")),
            *(_untag, _undo_tag),
        ),
    ]


def _check_holder(values: Mapping[str, str], actor: Actor) -> dict[str, Any]:
    return {name: str(one) if one else None for name, one in read_holder(values.get("to", ""), actor).items()}


def _check_close(values: Mapping[str, str], actor: Actor) -> dict[str, Any]:
    return {"state": "closed"}


def _check_open(values: Mapping[str, str], actor: Actor) -> dict[str, Any]:
    return {"state": "open", "snoozed_until": None}


def _check_rest(values: Mapping[str, str], actor: Actor) -> dict[str, Any]:
    until = read_rest(values.get("for", ""), values.get("until", "")) or UNTIL_ANSWER
    if until <= timezone.now():
        raise Invalid("This moment is past.", fields={"until": "This moment is past."})
    return {"state": "open", "snoozed_until": until.isoformat()}


def _check_tag(field: str) -> Any:
    def check(values: Mapping[str, str], actor: Actor) -> dict[str, Any]:
        tags = read_tags([values.get(field, "")])
        if not tags:
            raise Invalid(_("Which tag?"), fields={field: _("Which tag?")})
        return {"tag": tags[0]}

    return check


def _care(ids: Sequence[UUID], values: Values, work: Work) -> list[Refused]:
    return _refuse(ids, care_for_many(ids, _read(values), work=work))


def _undo(ids: Sequence[UUID], values: Values, batch_id: UUID, work: Work) -> list[Refused]:
    return _keep(ids, put_back_many(ids, columns_of(values), batch_id, work=work))


def _tag(ids: Sequence[UUID], values: Values, work: Work) -> list[Refused]:
    return _refuse(ids, tag_many(ids, values["tag"], work=work))


def _untag(ids: Sequence[UUID], values: Values, work: Work) -> list[Refused]:
    return _refuse(ids, tag_many(ids, values["tag"], off=True, work=work))


def _undo_tag(ids: Sequence[UUID], values: Values, batch_id: UUID, work: Work) -> list[Refused]:
    return _keep(ids, put_back_many(ids, ("tags",), batch_id, work=work))


def _read(values: Values) -> dict[str, Any]:
    """The values as columns take them: what was kept as JSON is read again."""
    read = dict(values)
    for name in ("assignee_id", "team_id"):
        if read.get(name):
            read[name] = UUID(read[name])
    if read.get("snoozed_until"):
        read["snoozed_until"] = datetime.fromisoformat(read["snoozed_until"])
    return read


def _refuse(ids: Sequence[UUID], done: set[UUID]) -> list[Refused]:
    reason = _("Put together with another, has too many tags, or is not yours to change.")
    return [Refused(one, reason) for one in ids if one not in done]


def _keep(ids: Sequence[UUID], restored: set[UUID]) -> list[Refused]:
    reason = _("As it was already, or changed since.")
    return [Refused(one, reason) for one in ids if one not in restored]
