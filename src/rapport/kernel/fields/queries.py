"""Reads of custom fields: definitions, values of many records at once, records by value."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, cast
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from rapport.kernel.errors import Invalid, Missing
from rapport.kernel.fields.contracts import Choice, FieldData, FieldInfo, FieldType
from rapport.kernel.fields.models import FieldChoice, FieldDefinition, FieldValue
from rapport.kernel.fields.rules import COLUMN_OF_TYPE, parse_value
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import current_memo

_ANSWERS = (
    FieldChoice.objects.filter(field_id=OuterRef("id"))
    .order_by("position", "id")
    .values(answer=JSONObject(code="code", label="label", id="id", retired=Q(retired_at__isnull=False)))
)
_MEMO = "own fields"
Comparison = Literal["is", "below", "above", "at_most", "at_least", "filled"]
_LOOKUPS = {"is": "exact", "below": "lt", "above": "gt", "at_most": "lte", "at_least": "gte"}


def list_definitions(kind: str | None = None) -> QuerySet[FieldDefinition]:
    """Return the definitions of a kind of record, or of every kind, retired ones too."""
    rows = FieldDefinition.objects.all()
    return rows if kind is None else rows.filter(kind=kind)


def list_fields(kind: str) -> list[FieldInfo]:
    """Return the fields of a kind of record that are in use, in their order, read once in a transaction.

    Needs a tenant.
    """
    memo: dict[str, tuple[FieldInfo, ...]] = current_memo().setdefault(_MEMO, {})
    if kind not in memo:
        rows = list_definitions(kind).filter(retired_at=None).order_by("position", "id")
        memo[kind] = tuple(
            _info(field, tuple(Choice(**{**one, "id": UUID(one["id"])}) for one in field.answers))
            for field in rows.annotate(answers=ArraySubquery(_ANSWERS))
        )
    return list(memo[kind])


def list_all_fields() -> list[FieldInfo]:
    """Return the fields of every kind of record, retired ones too, kind by kind. Needs a tenant."""
    return infos_of(list(list_definitions().order_by("kind", "position", "id")))


def forget_fields() -> None:
    """Read definitions anew after a change."""
    current_memo().pop(_MEMO, None)


def get_field(field_id: UUID, *, lock: bool = False) -> FieldInfo:
    """Return a field, locked until the transaction ends where asked; raises `Missing`."""
    rows = FieldDefinition.objects.filter(id=field_id)
    field = (rows.select_for_update() if lock else rows).first()
    if field is None:
        raise Missing(_("There is no such field."))
    return infos_of([field])[0]


def infos_of(fields: Sequence[FieldDefinition]) -> list[FieldInfo]:
    """Return what strangers may know of definitions, with their choices, in one query more."""
    asked = [field.id for field in fields if field.type == "choice"]
    choices: dict[UUID, list[Choice]] = defaultdict(list)
    if asked:
        for row in FieldChoice.objects.filter(field_id__in=asked).order_by("position", "id"):
            choices[row.field_id].append(Choice(row.code, row.label, row.id, row.retired_at is not None))
    return [_info(field, tuple(choices[field.id])) for field in fields]


def read_values(kind: str, record_ids: Iterable[UUID], *, actor: Actor) -> dict[UUID, dict[str, FieldData]]:
    """Return the filled fields of many records by record and code, in two queries.

    Fields hidden from the actor are left out; the caller has authorised the records. Needs a tenant.
    """
    fields = {field.id: field for field in list_fields(kind) if actor.may_see(kind, field.code)}
    labels = {choice.id: choice.code for field in fields.values() for choice in field.choices}
    values: dict[UUID, dict[str, FieldData]] = {record_id: {} for record_id in record_ids}
    for row in FieldValue.objects.filter(record_id__in=tuple(values), field_id__in=tuple(fields)):
        field = fields[row.field_id]
        raw = getattr(row, COLUMN_OF_TYPE[field.type])
        values[row.record_id][field.code] = labels[raw] if field.type == "choice" else raw
    return values


def matching(
    kind: str, code: str, comparison: Comparison, value: Any = None, *, actor: Actor
) -> QuerySet[FieldValue, UUID]:
    """Return the ids of the records whose field compares so, for `filter(id__in=…)`; one index serves it.

    Raises `Missing` for a field that is not there or is hidden from the actor, `Invalid` for a value
    that is not of its type.
    """
    field = next((field for field in list_fields(kind) if field.code == code), None)
    if field is None or not actor.may_see(kind, code):
        raise Missing(_("There is no such field."))
    column = COLUMN_OF_TYPE[field.type]
    rows = FieldValue.objects.filter(field_id=field.id, **{f"{column}__isnull": False})
    if comparison != "filled":
        try:
            wanted = parse_value(field, value, actor.zone)
        except ValueError as error:
            reason = _(str(error))
            raise Invalid(reason, fields={code: reason}) from error
        rows = rows.filter(**{f"{column}__{_LOOKUPS[comparison]}": wanted})
    return rows.values_list("record_id", flat=True)


def value_rows(field: FieldInfo) -> tuple[str, Callable[[], QuerySet[FieldValue]]]:
    """Return the column that holds a field's values and the query of its rows, for filters.

    The rows carry `record_id`; the column is one of five, each with its index.
    """
    column = COLUMN_OF_TYPE[field.type]
    return column, lambda: FieldValue.objects.filter(field_id=field.id, **{f"{column}__isnull": False})


def _info(field: FieldDefinition, choices: tuple[Choice, ...]) -> FieldInfo:
    return FieldInfo(
        id=field.id,
        kind=field.kind,
        code=field.code,
        label=field.label,
        type=cast(FieldType, field.type),
        help=field.help,
        required=field.required,
        position=field.position,
        retired=field.retired_at is not None,
        version=field.version,
        choices=choices,
    )


_AS_JSON = """
json_object_agg(f.code, case f.type when 'text' then to_jsonb(v.words)
           when 'integer' then to_jsonb(v.number) when 'date' then to_jsonb(v.day)
           when 'timestamp' then to_jsonb(v.moment) else to_jsonb(c.code) end)
"""
_FROM = """
  from field_value v
  join field f on f.tenant_id = v.tenant_id and f.id = v.field_id and f.kind = %s and f.retired_at is null
  left join field_choice c on c.tenant_id = v.tenant_id and c.id = v.choice_id
"""
_VALUES = "".join(
    ("select v.record_id, (", _AS_JSON, ")::text", _FROM, "where v.record_id = any(%s) group by v.record_id")
)
VALUES_BESIDE = "".join(
    ("(select ", _AS_JSON, _FROM, "where v.tenant_id = p.tenant_id and v.record_id = p.id)")
)
"""The filled fields of the row `p` as JSON, or null: a part of a statement, which takes the kind."""


def load_values(kind: str, record_ids: Iterable[UUID]) -> dict[UUID, dict[str, str | int]]:
    """Return the filled fields of many records by code, as JSON has them, in one query.

    Nobody is asked who may see what: for facts and for states that are veiled later. Needs a tenant.
    """
    with connection.cursor() as cursor:
        cursor.execute(_VALUES, [kind, list(record_ids)])
        return {record_id: json.loads(values) for record_id, values in cursor.fetchall()}


def load_seen_values(kind: str, record_id: UUID, *, actor: Actor) -> dict[str, str | int]:
    """Return the filled fields of one record, as JSON has them, without those hidden from the actor."""
    values = load_values(kind, [record_id]).get(record_id, {})
    return {code: value for code, value in values.items() if actor.may_see(kind, code)}
