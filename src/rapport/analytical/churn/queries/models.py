"""Reads: the models that were learnt, and how good they were."""

from rapport.analytical.churn.contracts import (
    ModelState,
    ModelView,
    Refusal,
    RiskErrors,
    RiskGroup,
    Snapshot,
    VerdictView,
)
from rapport.analytical.churn.models import ChurnModel, RiskVerdict
from rapport.analytical.churn.queries.reach import sees_everything
from rapport.kernel.errors import Forbidden
from rapport.kernel.identity.api import Actor

MOST = 30


def find_model(actor: Actor) -> ModelView | None:
    """Return the model in use; without one the newest refusal, or None before the first time."""
    actor.require("view", "worth")
    rows = ChurnModel.objects.order_by("-number")
    row = rows.filter(state=ModelState.CURRENT).first() or rows.first()
    return view_model(row) if row else None


def find_horizon() -> int:
    """Return the days within which customers are expected back by the model in use; 0 without one."""
    rows = ChurnModel.objects.filter(state=ModelState.CURRENT)
    return rows.values_list("horizon_days", flat=True).first() or 0


def list_models(actor: Actor) -> list[ModelView]:
    """Return the newest thirty models, the newest first; raises `Forbidden` for who sees only a part."""
    if not sees_everything(actor):
        raise Forbidden("Models speak of the whole business.")
    return [view_model(row) for row in ChurnModel.objects.order_by("-number")[:MOST]]


def list_verdicts(actor: Actor) -> list[VerdictView]:
    """Return what the newest thirty judged guesses came to; raises `Forbidden` for who sees only a part."""
    if not sees_everything(actor):
        raise Forbidden("Models speak of the whole business.")
    return [
        VerdictView(
            model_id=row.model_id,
            made_at=row.made_at,
            judged_at=row.judged_at,
            customers=row.customers,
            guessed=row.guessed,
            left=row.left,
            brier=row.brier,
            base_brier=row.base_brier,
            auc=row.auc,
        )
        for row in RiskVerdict.objects.order_by("-made_at", "-id")[:MOST]
    ]


def view_model(row: ChurnModel) -> ModelView:
    """Return a model as it is told."""
    parameters = row.parameters
    names = parameters.get("columns", [])
    snapshot = row.snapshot and {**row.snapshot, "cuts": tuple(row.snapshot["cuts"])}
    return ModelView(
        id=row.id,
        number=row.number,
        as_of=row.as_of,
        state=ModelState(row.state),
        kind=row.kind,
        refusal=Refusal(row.refusal) if row.refusal else None,
        horizon_days=row.horizon_days,
        first_day=row.first_day,
        cut_day=row.cut_day,
        last_day=row.last_day,
        customers=row.customers,
        scored=row.scored,
        errors=RiskErrors(**row.errors) if row.errors else None,
        groups=tuple(RiskGroup(**one) for one in row.groups),
        candidates=row.candidates,
        weights=dict(zip(names, parameters.get("weights", []), strict=True)),
        snapshot=Snapshot(**snapshot) if snapshot else None,
        shift=row.shift,
        held=row.held,
        chosen_by=row.chosen_by_id,
        chosen_at=row.chosen_at,
    )
