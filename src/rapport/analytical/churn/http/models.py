"""The models that were learnt: which is used, how good each was, and what past guesses came to."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.analytical.churn.contracts import ModelState, ModelView
from rapport.analytical.churn.contracts.labels import (
    FEATURE_LABELS,
    KIND_LABELS,
    REFUSAL_WORDS,
    STATE_LABELS,
    STATE_TONES,
    name_drift,
)
from rapport.analytical.churn.queries.models import list_models, list_verdicts
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Crumb, Viewer, get_viewer


def show_models(request: HttpRequest) -> HttpResponse:
    """The newest thirty models, and what became of the guesses of past weeks."""
    actor, viewer = actor_of(request), get_viewer()
    found = list_models(actor)
    context = {
        "title": _("Models of leaving"),
        "lead": _("What was learnt each night, how good it was, and what its guesses came to."),
        "crumbs": [Crumb(_("Leaving"), "/churn"), Crumb(_("Models of leaving"))],
        "lines": [_write_line(one, viewer) for one in found],
        "drift": _write_drift(found, viewer),
        "waiting": next((one.number for one in found if one.state is ModelState.WAITING), None),
        "verdicts": list_verdicts(actor),
    }
    return render(request, "churn/models.html", context)


def _write_drift(found: Sequence[ModelView], viewer: Viewer) -> list[dict[str, object]]:
    """What the model in use looks at, what has moved most first."""
    used = next((one for one in found if one.state is ModelState.CURRENT and one.snapshot), None)
    drift = used.snapshot.drift if used and used.snapshot else {}
    return [
        {
            "name": FEATURE_LABELS.get(name, name),
            "index": viewer.number(index, 3),
            "label": name_drift(index).label,
            "tone": name_drift(index).tone,
        }
        for name, index in sorted(drift.items(), key=lambda one: (-one[1], one[0]))
    ]


def _write_line(model: ModelView, viewer: Viewer) -> dict[str, object]:
    errors, snapshot = model.errors, model.snapshot
    told = str(KIND_LABELS[model.kind]) if model.kind else ""
    return {
        "number": model.number,
        "as_of": model.as_of,
        "state": STATE_LABELS[model.state],
        "tone": STATE_TONES[model.state],
        "told": str(REFUSAL_WORDS[model.refusal]) if model.refusal else told,
        "brier": viewer.number(errors.brier, 4) if errors else "",
        "base": viewer.number(errors.base_brier, 4) if errors else "",
        "auc": viewer.share(errors.auc, 1) if errors else "",
        "shift": viewer.number(model.shift, 3) if model.shift is not None else "",
        "rows": viewer.number(snapshot.rows) if snapshot else "",
        "digest": snapshot.digest[:12] if snapshot else "",
    }
