"""/audit: who changed what, and whether the seals over it still fit."""

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router
from pydantic import StringConstraints

from rapport.kernel.audit.api import ChangeLine, check_seals, describe_table, list_changes
from rapport.kernel.identity.api import Actor, Scope, list_member_ids
from rapport.kernel.rest.contracts import Answer, ApiRequest, Body, CursorText, Limit, Moment, Page
from rapport.kernel.rest.queries import read_place
from rapport.kernel.rest.rules import Cursor, write_cursor

router = Router()
TableName = Annotated[str, StringConstraints(pattern=r"^[a-z_]+$", max_length=63)]
Verb = Literal["insert", "update", "delete", "forget", "let_go"]
_VERBS: dict[str, Verb] = {
    **{"I": "insert", "U": "update", "D": "delete"},
    **{"E": "forget", "L": "let_go"},
}


class FieldOut(Answer):
    """A field before and after; both null where you may not see the field."""

    before: Any = None
    after: Any = None
    hidden: bool = False


class ChangeOut(Answer):
    """One change: a row, or `count` rows entered at once. An insert keeps no image: the row itself is it."""

    id: UUID
    at: Moment
    table: str
    what: Verb
    row_id: UUID | None
    subject_id: UUID | None
    count: int
    actor_id: UUID | None
    request_id: UUID | None
    batch_id: UUID | None
    fields: dict[str, FieldOut]


class SealOut(Answer):
    """A link of the chain of seals: whether what it sealed is still as it was, or was let go by a rule."""

    number: int
    intact: bool
    let_go: bool


class SealList(Answer):
    """The chain, oldest first."""

    items: list[SealOut]


class ChangeQuery(Body):
    """Which changes: of one record, batch, actor or table, or all."""

    cursor: CursorText | None = None
    limit: Limit = 50
    subject_id: UUID | None = None
    batch_id: UUID | None = None
    actor_id: UUID | None = None
    table: TableName | None = None


@router.get("", response=Page[ChangeOut], operation_id="list_changes", summary="List changes")
def list_page(request: ApiRequest, filters: Query[ChangeQuery]) -> Page[ChangeOut]:
    """List the changes your rights reach, newest first: of one record, batch, actor or table, or of all."""
    actor = request.actor
    changes = list_changes(
        actor_ids=_whose(actor),
        subject_id=filters.subject_id,
        batch_id=filters.batch_id,
        actor_id=filters.actor_id,
        tables=(filters.table,) if filters.table else (),
        before=read_place(filters.cursor, "-id")[1] if filters.cursor else None,
        limit=filters.limit + 1,
    )
    limit = filters.limit
    more = write_cursor(Cursor("-id", "", str(changes[limit - 1].id))) if len(changes) > limit else None
    return Page[ChangeOut](items=[_out(change, actor) for change in changes[:limit]], next=more)


@router.get("/seals", response=SealList, operation_id="check_seals", summary="Check the seals")
def check_all(request: ApiRequest) -> SealList:
    """Recompute every seal and say which still fit; for who may see the whole history."""
    if request.actor.require("view", "audit") is not Scope.ALL:
        request.actor.require("export", "audit")
    return SealList(items=[SealOut.model_validate(check) for check in check_seals()])


def _whose(actor: Actor) -> set[UUID] | None:
    """Return whose changes the actor may see, None for everybody's."""
    scope = actor.require("view", "audit")
    if scope is Scope.ALL:
        return None
    if scope is Scope.SUBTREE:
        return list_member_ids(actor.unit_ids)
    if scope is Scope.UNIT:
        return list_member_ids([actor.unit_id] if actor.unit_id else [])
    mates = actor.teammate_ids if scope is Scope.TEAM else ()
    return {one for one in (actor.id, *mates) if one is not None}


def _out(change: ChangeLine, actor: Actor) -> ChangeOut:
    kind = describe_table(change.table).kind
    fields = {
        name: FieldOut(before=pair[0], after=pair[1]) if actor.may_see(kind, name) else FieldOut(hidden=True)
        for name, pair in change.fields.items()
    }
    return ChangeOut(
        id=change.id,
        at=change.at,
        table=change.table,
        what=_VERBS[change.op],
        row_id=change.row_id,
        subject_id=change.subject_id,
        count=change.count,
        actor_id=change.actor_id,
        request_id=change.request_id,
        batch_id=change.batch_id,
        fields=fields,
    )
