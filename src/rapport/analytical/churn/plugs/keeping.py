"""The model of leaving as the page of models shows it."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.analytical.churn.contracts import ModelState, ModelView, VerdictView
from rapport.analytical.churn.contracts.labels import KIND_LABELS, REFUSAL_WORDS
from rapport.analytical.churn.contracts.model import MOVED
from rapport.analytical.churn.operations.choosing import choose_by_itself, use_model
from rapport.analytical.churn.queries.models import list_models, list_verdicts
from rapport.analytical.churn.queries.reach import sees_everything
from rapport.customers.learnt.contracts import Drift, Judged, ModelCard, Use, Version
from rapport.kernel.identity.api import Actor

KEY = "churn"


class ChurnKeeper:
    """The `ModelKeeper` of this room: one model, learnt anew each night, which a member may hold."""

    def list_models(self, actor: Actor) -> Sequence[ModelCard]:
        """Return the model in use, or why there is none; nothing for who does not see every customer."""
        if not actor.may("view", "worth") or not sees_everything(actor):
            return []
        found = list_models(actor)
        current = next((one for one in found if one.state is ModelState.CURRENT), None)
        if current is None:
            return [_tell_silent(found[0])] if found else []
        return [_tell(current, found, list_verdicts(actor)[:1])]

    def use_version(self, key: str, version_id: UUID, *, actor: Actor) -> None:
        """Hold a model; newer ones wait."""
        use_model(version_id, actor=actor)

    def let_go(self, key: str, *, actor: Actor) -> None:
        """Let the next model take over by itself."""
        choose_by_itself(actor=actor)


def _tell(model: ModelView, found: Sequence[ModelView], verdicts: Sequence[VerdictView]) -> ModelCard:
    before = next((one for one in found if one.errors and one.number < model.number), None)
    waiting = next((one for one in found if one.state is ModelState.WAITING), None)
    errors, snapshot = model.errors, model.snapshot
    return replace(
        _name_card(),
        use=Use.IN_USE,
        version=_name(model),
        method=str(KIND_LABELS[model.kind]),
        learnt_at=model.as_of,
        learnt_from=_("%(rows)s rows of purchases, as they were known then") % {"rows": f"{snapshot.rows:,}"}
        if snapshot
        else "",
        judged=Judged(
            _("Mean squared error of the probability (Brier)"),
            errors.brier,
            _("saying the same of everybody"),
            errors.base_brier,
        )
        if errors
        else None,
        drift=_tell_drift(model, verdicts),
        chosen_by=model.chosen_by if model.held else None,
        chosen_at=model.chosen_at if model.held else None,
        held=model.held,
        before=Version(before.id, _name(before)) if before else None,
        waiting=Version(waiting.id, _name(waiting)) if waiting else None,
    )


def _tell_silent(newest: ModelView) -> ModelCard:
    why = str(REFUSAL_WORDS[newest.refusal]) if newest.refusal else ""
    return replace(_name_card(), why=why)


def _tell_drift(model: ModelView, verdicts: Sequence[VerdictView]) -> Drift | None:
    failed = any(one.brier >= one.base_brier for one in verdicts)
    if failed:
        said = _("What was guessed of leaving came to no more than saying the same of everybody.")
        return Drift(said, moved=True)
    if model.shift is None:
        return None
    said = _("Customers have moved by %(shift).2f since it was judged; from %(moved).2f on doubt it.")
    return Drift(said % {"shift": model.shift, "moved": MOVED}, moved=model.shift >= MOVED)


def _name(model: ModelView) -> str:
    return _("number %(number)s") % {"number": model.number}


def _name_card() -> ModelCard:
    return ModelCard(
        key=KEY,
        room=_("Leaving"),
        title=_("who will not come back"),
        says=_("The probability of buying nothing within the days in which customers usually come back."),
        href="/churn/models",
        use=Use.SILENT,
    )
