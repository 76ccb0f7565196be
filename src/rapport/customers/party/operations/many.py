"""What may be done to many customers at once: set-based statements, facts in parcels, undo by batch."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from rapport.customers.party import events
from rapport.customers.party.models import Party, Tag
from rapport.customers.party.operations.finding import index_customers
from rapport.customers.party.operations.handover import hand_over
from rapport.customers.party.operations.reach import require_place
from rapport.customers.party.operations.tags import ensure_tags
from rapport.customers.party.queries.states import load_lines, load_states
from rapport.customers.party.rules.drafts import check_fields, check_tags
from rapport.customers.party.rules.names import fold
from rapport.kernel.bulk.api import BulkKind, Refused, bring_back, put_back, take_away
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor, within_scope
from rapport.kernel.outbox.api import PARCEL
from rapport.kernel.work.api import Work

KIND = "customer"
SETTABLE = ("stage", "origin", "country", "city", "owner_id")
_FOUND_BY = frozenset({"city", "owner_id", "unit_id"})
_SET = """
update party set {column} = %(value)s, version = version + 1, updated_at = %(now)s
 where id = any(%(ids)s) and {column} is distinct from %(value)s returning id
"""
_RAISE = (
    "update party set version = version + 1, updated_at = %s where id = any(%s) and merged_into_id is null"
)
_TAG = """
insert into party_tag (id, party_id, tag_id, batch_id)
select uuidv7(), one, %s, %s from unnest(%s::uuid[]) one on conflict do nothing returning party_id
"""
_UNTAG = "delete from party_tag where tag_id = %s and party_id = any(%s) returning party_id"


def set_field(ids: Sequence[UUID], values: Mapping[str, Any], work: Work) -> list[Refused]:
    """Give one plain field of many customers the same value."""
    column, value = values["field"], values["value"]
    reached, refused = _reach(ids, work.actor)
    statement = sql.SQL(_SET).format(column=sql.Identifier(column)).as_string(None)
    changed = _ids(statement, {"value": value, "now": work.now, "ids": reached})
    _tell(changed, work, anew=column in _FOUND_BY)
    return refused


def unset_field(ids: Sequence[UUID], values: Mapping[str, Any], batch_id: UUID, work: Work) -> list[Refused]:
    """Put a field back as it was before a batch."""
    return _back("party", [values["field"]], ids, batch_id, work)


def add_tag(ids: Sequence[UUID], values: Mapping[str, Any], work: Work) -> list[Refused]:
    """Put a tag on many customers, made where the shop has none of this name."""
    reached, refused = _reach(ids, work.actor)
    (tag_id,) = ensure_tags(check_tags((values["tag"],))).values()
    _tell(_ids(_TAG, [tag_id, work.batch_id, reached]), work, raised=False)
    return refused


def drop_tag(ids: Sequence[UUID], values: Mapping[str, Any], work: Work) -> list[Refused]:
    """Take a tag off many customers."""
    reached, refused = _reach(ids, work.actor)
    tag = Tag.objects.filter(key=fold(values["tag"])).first()
    if tag is not None:
        _tell(_ids(_UNTAG, [tag.id, reached]), work, raised=False)
    return refused


def undo_tagging(ids: Sequence[UUID], values: Mapping[str, Any], batch_id: UUID, work: Work) -> list[Refused]:
    """Take off what a batch put on, and put on what it took off."""
    reached, refused = _reach(ids, work.actor)
    there = [*take_away("party_tag", "party_id", reached, batch_id)]
    there += bring_back("party_tag", "party_id", reached, batch_id)
    _tell(there, work, raised=False)
    return refused


def move(ids: Sequence[UUID], values: Mapping[str, Any], work: Work) -> list[Refused]:
    """Hand many customers over to a unit, each with its line of history."""
    reached, refused = _reach(ids, work.actor)
    hand_over(reached, actor=work.actor, unit_id=UUID(values["unit"]), reason=values.get("reason", ""))
    return refused


def move_back(ids: Sequence[UUID], values: Mapping[str, Any], batch_id: UUID, work: Work) -> list[Refused]:
    """Give customers back to the units and owners they had before a batch."""
    return _back("party", ["unit_id", "owner_id"], ids, batch_id, work)


def _check_field(values: Mapping[str, str], actor: Actor) -> dict[str, Any]:
    """The field is one of those that may be set for many, and the value one it takes."""
    field = values.get("field", "")
    if field not in SETTABLE:
        raise Invalid(_("There is no such field."))
    actor.require_fields(KIND, [field])
    text = values.get(field, "").strip()
    if field == "owner_id":
        owner = _uuid(text)
        require_place(actor.unit_id, owner, actor=actor, verb="edit")
        return {"field": field, "value": str(owner) if owner else None}
    return {"field": field, "value": check_fields({field: text})[field]}


def _check_tag(values: Mapping[str, str], actor: Actor) -> dict[str, Any]:
    actor.require_fields(KIND, ["tags"])
    tag = (values.get("tag", "") or values.get("gone", "")).strip()
    if not tag:
        raise Invalid(_("Which tag? Type one."))
    check_tags((tag,))
    return {"tag": tag}


def _check_dropped(values: Mapping[str, str], actor: Actor) -> dict[str, Any]:
    return _check_tag({"gone": values.get("gone", "")}, actor)


def _check_unit(values: Mapping[str, str], actor: Actor) -> dict[str, Any]:
    actor.require_fields(KIND, ["unit_id"])
    unit = _uuid(values.get("unit", ""))
    if unit is None:
        raise Invalid(_("Which unit? Choose one."))
    return {"unit": str(unit), "reason": values.get("reason", "")[:500]}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Invalid(_("There is no such choice.")) from error


def _reach(ids: Sequence[UUID], actor: Actor) -> tuple[list[UUID], list[Refused]]:
    """Lock those the actor may change; the others are refused."""
    rows = within_scope(Party.objects.select_for_update(), actor, "edit", KIND)
    reached = list(rows.filter(id__in=ids, merged_into=None).order_by("id").values_list("id", flat=True))
    known, reason = set(reached), _("Not yours to change, or no longer there.")
    return reached, [Refused(one, reason) for one in ids if one not in known]


def _back(
    table: str, columns: Sequence[str], ids: Sequence[UUID], batch_id: UUID, work: Work
) -> list[Refused]:
    reached, refused = _reach(ids, work.actor)
    restored = put_back(table, columns, reached, batch_id, raised=work.now)
    _tell(restored, work, anew=bool(_FOUND_BY & set(columns)))
    return refused


def _tell(ids: Iterable[UUID], work: Work, *, raised: bool = True, anew: bool = False) -> None:
    """Raise versions where that is not done yet, and record the new states in parcels, undecoded."""
    changed = sorted(set(ids))
    if not changed:
        return
    if not raised:
        with connection.cursor() as cursor:
            cursor.execute(_RAISE, [work.now, changed])
    lines = load_lines(changed)
    starts = range(0, len(lines), PARCEL)
    parcels = ((len(lines[at : at + PARCEL]), b"\n".join(lines[at : at + PARCEL])) for at in starts)
    fact = events.CustomerUpdated
    work.record_bulk(fact.name, fact.subject_kind, parcels)
    if anew:
        index_customers(load_states(changed).values())


def _ids(statement: str, values: Any) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]


def list_actions() -> list[BulkKind]:
    """Return what may be done to many customers."""
    return [
        BulkKind(KIND, "edit", "edit", lambda: _("Change customers"), _check_field, set_field, unset_field),
        BulkKind(KIND, "tag", "edit", lambda: _("Tag customers"), _check_tag, add_tag, undo_tagging),
        BulkKind(
            KIND,
            "untag",
            "edit",
            lambda: _("Take a tag off customers"),
            _check_dropped,
            drop_tag,
            undo_tagging,
        ),
        BulkKind(KIND, "move", "edit", lambda: _("Hand over customers"), _check_unit, move, move_back),
    ]
