"""What recommends, as the page of models shows it."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.analytical.recommendation.contracts import VersionView
from rapport.analytical.recommendation.contracts.labels import MODEL_LABELS, REFUSAL_WORDS
from rapport.analytical.recommendation.contracts.live import LiveResult
from rapport.analytical.recommendation.operations.versions import choose_by_itself, use_version
from rapport.analytical.recommendation.queries.live import measure_live
from rapport.analytical.recommendation.queries.versions import list_versions
from rapport.customers.learnt.contracts import Drift, Judged, ModelCard, Use, Version
from rapport.kernel.identity.api import Actor

KEY, POPULAR = "recommendation", "popular"


class RecommendationKeeper:
    """The `ModelKeeper` of this room: the version lists are made by, which a member may hold."""

    def list_models(self, actor: Actor) -> Sequence[ModelCard]:
        """Return the live version, or nothing before the first."""
        if not actor.may("view", "recommendation"):
            return []
        found = list_versions(actor)
        live = next((one for one in found if one.live), None)
        return [_tell(live, found, measure_live(actor))] if live else []

    def use_version(self, key: str, version_id: UUID, *, actor: Actor) -> None:
        """Make lists by a version; newer ones wait."""
        use_version(version_id, actor=actor)

    def let_go(self, key: str, *, actor: Actor) -> None:
        """Let the next version take over by itself."""
        choose_by_itself(actor=actor)


def _tell(live: VersionView, found: Sequence[VersionView], came: LiveResult) -> ModelCard:
    older = [one for one in found if one.learnt_at < live.learnt_at]
    newest, held = found[0], live.chosen_by is not None
    return ModelCard(
        key=KEY,
        room=_("Recommendations"),
        title=_("what a customer would buy next"),
        says=_("Which products to show a customer or beside a basket, in order."),
        href="/recommendations",
        use=Use.IN_USE,
        version=_name(live),
        method=str(MODEL_LABELS.get(live.model, live.model)),
        learnt_at=live.learnt_at,
        learnt_from=_("%(bought)s purchases of %(customers)s customers")
        % {"bought": f"{live.bought:,}", "customers": f"{live.customers:,}"},
        judged=_judge(live),
        drift=_tell_drift(came),
        chosen_by=live.chosen_by,
        chosen_at=live.chosen_at if held else None,
        held=held,
        before=Version(older[0].id, _name(older[0])) if older else None,
        waiting=Version(newest.id, _name(newest)) if held and newest.learnt_at > live.learnt_at else None,
        why=str(REFUSAL_WORDS[live.refusal]) if live.refusal else "",
    )


def _judge(live: VersionView) -> Judged | None:
    """Compare with what most customers buy; that itself has no rival."""
    found = {one.model: one.ndcg.mean for one in live.judged}
    if live.model == POPULAR or not {live.model, POPULAR} <= found.keys():
        return None
    measure, rival = _("Rating of the first ten (NDCG)"), _("showing what most customers buy")
    return Judged(measure, found[live.model], rival, found[POPULAR], better="more")


def _tell_drift(came: LiveResult) -> Drift | None:
    """Say what came of what was shown, beside customers who were shown what chance drew."""
    if came.bought is None:
        return None
    said = _(
        "Of customers shown it, %(learnt).1f %% bought it; of those shown what chance drew, %(drawn).1f %%."
    )
    words = {
        "learnt": 100 * came.learnt.bought / came.learnt.shown,
        "drawn": 100 * came.drawn.bought / came.drawn.shown,
    }
    return Drift(said % words, moved=came.bought.high < 0)


def _name(version: VersionView) -> str:
    return f"{version.learnt_at:%Y-%m-%d %H:%M}"
