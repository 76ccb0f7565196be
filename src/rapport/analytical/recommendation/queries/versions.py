"""Reads: what was learnt, and how good it was."""

from typing import Any
from uuid import UUID

from rapport.analytical.recommendation.contracts import JudgedModel, Range, Refusal, VersionView
from rapport.analytical.recommendation.models import RecommenderVersion
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor

MOST = 30


def find_live(actor: Actor) -> VersionView | None:
    """Return the version lists are made by, or None before the first."""
    actor.require("view", "recommendation")
    row = RecommenderVersion.objects.filter(live=True).first()
    return _view(row) if row else None


def find_live_id() -> UUID | None:
    """Return the version lists are made by, without asking who may see it."""
    return RecommenderVersion.objects.filter(live=True).values_list("id", flat=True).first()


def list_versions(actor: Actor) -> list[VersionView]:
    """Return the newest thirty versions, the newest first."""
    actor.require("view", "recommendation")
    return [_view(row) for row in RecommenderVersion.objects.order_by("-learnt_at", "-id")[:MOST]]


def get_version(version_id: UUID, *, actor: Actor) -> VersionView:
    """Return a version; raises `Missing`."""
    actor.require("view", "recommendation")
    row = RecommenderVersion.objects.filter(id=version_id).first()
    if row is None:
        raise Missing("There is no such version.")
    return _view(row)


def _view(row: RecommenderVersion) -> VersionView:
    return VersionView(
        id=row.id,
        learnt_at=row.learnt_at,
        model=row.model,
        parameters=row.parameters,
        seed=row.seed,
        refusal=Refusal(row.refusal) if row.refusal else None,
        first_day=row.first_day,
        cut_day=row.cut_day,
        last_day=row.last_day,
        customers=row.customers,
        products=row.products,
        bought=row.bought,
        asked=row.asked,
        judged=tuple(_judged(one) for one in row.judged),
        live=row.live,
        chosen_by=row.chosen_by,
        chosen_at=row.chosen_at,
    )


def _judged(kept: dict[str, Any]) -> JudgedModel:
    return JudgedModel(
        model=kept["recipe"]["kind"],
        parameters=kept["recipe"]["parameters"],
        ndcg=Range(**kept["ndcg"]),
        recall=Range(**kept["recall"]),
        gain=Range(**kept["gain"]),
        coverage=kept["coverage"],
        novelty=kept["novelty"],
    )
