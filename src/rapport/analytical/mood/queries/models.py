"""Reads: models with their errors, and labelled sets."""

from uuid import UUID

from django.db.models import Count

from rapport.analytical.mood.contracts import (
    LabelError,
    ModelState,
    ModelView,
    ReadingErrors,
    Refusal,
    SetView,
)
from rapport.analytical.mood.models import MoodExample, MoodModel, MoodSet
from rapport.kernel.errors import Forbidden, Missing
from rapport.kernel.identity.api import Actor, Scope

MOST = 30


def list_models(actor: Actor) -> list[ModelView]:
    """Return the newest thirty models, newest first; raises `Forbidden` for who does not see all texts."""
    _require_all(actor)
    return [_view(row) for row in MoodModel.objects.order_by("-number")[:MOST]]


def read_model(model_id: UUID, *, actor: Actor) -> ModelView:
    """Return a model; raises `Missing`, `Forbidden`."""
    _require_all(actor)
    row = MoodModel.objects.filter(id=model_id).first()
    if row is None:
        raise Missing("There is no such model.")
    return _view(row)


def list_in_use() -> list[ModelView]:
    """Return the models texts are read by now."""
    rows = MoodModel.objects.filter(state=ModelState.APPROVED).order_by("aspect", "language")
    return [_view(row) for row in rows]


def list_sets(actor: Actor) -> list[SetView]:
    """Return labelled sets by name, with how many texts each label has."""
    _require_all(actor)
    counted: dict[UUID, dict[str, int]] = {}
    labels = MoodExample.objects.values_list("set_id", "label").annotate(texts=Count("id"))
    for set_id, label, texts in labels.order_by("set_id", "label"):
        counted.setdefault(set_id, {})[label] = texts
    return [
        SetView(row.id, row.name, row.aspect, row.language, row.created_at, counted.get(row.id, {}))
        for row in MoodSet.objects.order_by("name")
    ]


def _require_all(actor: Actor) -> None:
    if actor.require("view", "mood") is not Scope.ALL:
        raise Forbidden("Models are for those who see all texts.")


def _view(row: MoodModel) -> ModelView:
    errors = None
    if row.errors:
        labels = tuple(LabelError(**one) for one in row.errors["labels"])
        errors = ReadingErrors(**{**row.errors, "labels": labels})
    return ModelView(
        id=row.id,
        number=row.number,
        aspect=row.aspect,
        language=row.language,
        state=ModelState(row.state),
        refusal=Refusal(row.refusal) if row.refusal else None,
        as_of=row.as_of,
        errors=errors,
        snapshot=row.snapshot,
        approved_at=row.approved_at,
        approved_by=row.approved_by_id,
    )
