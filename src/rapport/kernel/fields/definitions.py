"""Writes of definitions: define, change, retire."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from rapport.kernel.errors import Clash, Conflict, Missing, Unknown
from rapport.kernel.fields.contracts import Choice, FieldInfo, FieldType
from rapport.kernel.fields.models import FieldChoice, FieldDefinition
from rapport.kernel.fields.queries import forget_fields, get_field
from rapport.kernel.fields.registry import list_kinds
from rapport.kernel.fields.rules import CODE
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work

MOST_FIELDS = 200


def define_field(
    kind: str,
    code: str,
    label: str,
    type: FieldType,
    *,
    actor: Actor,
    choices: Iterable[Choice] = (),
    required: bool = False,
    help: str = "",
    position: int = 0,
) -> FieldInfo:
    """Add a field to a kind of record. The type never changes afterwards.

    Raises `Forbidden`, `Invalid` (kind, code or choices), `Conflict` on a code in use or too many fields.
    """
    actor.require("create", "field")
    _check(kind, code, type, list(choices))
    with unit_of_work(actor):
        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_advisory_xact_lock(hashtextextended('field' || %s, 0))", [actor.tenant_id.hex]
            )
        fields = FieldDefinition.objects.filter(kind=kind)
        if fields.filter(code=code).exists():
            raise Conflict(_("A field with this code exists already."), fields={"code": _("Already in use.")})
        if fields.count() >= MOST_FIELDS:
            raise Conflict(_("This kind of record has as many fields as it can."), code="too-many-fields")
        field = FieldDefinition.objects.create(
            kind=kind, code=code, label=label, type=type, required=required, help=help, position=position
        )
        _write_choices(field.id, choices)
        forget_fields()
        return get_field(field.id)


def change_field(field_id: UUID, values: Mapping[str, Any], *, actor: Actor) -> FieldInfo:
    """Change label, help, required, position, choices or retired of a field.

    `choices` is the whole list: those left out are retired, since records may hold them.
    """
    actor.require("edit", "field")
    with unit_of_work(actor) as work:
        field = FieldDefinition.objects.select_for_update().filter(id=field_id).first()
        if field is None:
            raise Missing(_("There is no such field."))
        if "choices" in values:
            _check(field.kind, field.code, field.type, values["choices"])
            _write_choices(field_id, values["choices"])
            kept = [choice.code for choice in values["choices"]]
            left = FieldChoice.objects.filter(field_id=field_id, retired_at=None).exclude(code__in=kept)
            left.update(retired_at=work.now)
        for name in values.keys() & {"label", "help", "required", "position"}:
            setattr(field, name, values[name])
        if "retired" in values:
            field.retired_at = (field.retired_at or work.now) if values["retired"] else None
        field.version += 1
        field.save()
        forget_fields()
        return get_field(field_id)


def _check(kind: str, code: str, type: str, choices: list[Choice]) -> None:
    reasons = {}
    if kind not in list_kinds():
        raise Unknown(
            _("This kind of record takes no custom fields."),
            fields={"kind": _("This kind of record takes no custom fields.")},
        )
    if not CODE.fullmatch(code):
        reasons["code"] = _("Small letters, digits and _, beginning with a letter, at most 40.")
    codes = [choice.code for choice in choices]
    if (type == "choice") != bool(choices):
        reasons["choices"] = _("A choice field needs choices; other fields have none.")
    elif len(set(codes)) != len(codes):
        reasons["choices"] = _("Each code may be there once.")
    if reasons:
        raise Clash(_("This field is not well defined."), fields=reasons)


def _write_choices(field_id: UUID, choices: Iterable[Choice]) -> None:
    FieldChoice.objects.bulk_create(
        [
            FieldChoice(field_id=field_id, code=choice.code, label=choice.label, position=position)
            for position, choice in enumerate(choices)
        ],
        update_conflicts=True,
        unique_fields=("tenant_id", "field", "code"),
        update_fields=("label", "position", "retired_at"),
    )
