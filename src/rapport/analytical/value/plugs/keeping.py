"""The models of buying and leaving as the page of models shows them."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.analytical.value.contracts import FitView, GuessErrors
from rapport.analytical.value.contracts.labels import MODEL_LABELS, REFUSAL_WORDS
from rapport.analytical.value.queries.fits import list_fits
from rapport.analytical.value.queries.reach import sees_everything
from rapport.customers.learnt.contracts import Drift, Judged, ModelCard, Use
from rapport.kernel.errors import Clash
from rapport.kernel.identity.api import Actor

KEY = "value"
MOVED = 0.25
"""Where purchases held out came to a quarter more or less than was guessed, something has changed."""


class ValueKeeper:
    """The `ModelKeeper` of this room: two models are fitted each night, the better speaks."""

    def list_models(self, actor: Actor) -> Sequence[ModelCard]:
        """Return the newest fit; nothing for who does not see every customer."""
        if not actor.may("view", "worth") or not sees_everything(actor):
            return []
        return [_tell(one) for one in list_fits(actor)[:1]]

    def use_version(self, key: str, version_id: UUID, *, actor: Actor) -> None:
        """Refuse: an older fit knows less of each customer, not something else."""
        raise Clash("The newest fit is always used.", code="never-held")

    def let_go(self, key: str, *, actor: Actor) -> None:
        """Refuse: nothing is held."""
        raise Clash("The newest fit is always used.", code="never-held")


def _tell(fit: FitView) -> ModelCard:
    card = ModelCard(
        key=KEY,
        room=_("Worth"),
        title=_("what lies ahead of customers"),
        says=_("What each customer will buy and spend within a year, and whether they still are one."),
        href="/worth/ahead",
        use=Use.SILENT,
        why=str(REFUSAL_WORDS[fit.refusal]) if fit.refusal else "",
    )
    if fit.refusal:
        return card
    return replace(
        card,
        use=Use.IN_USE,
        method=str(MODEL_LABELS.get(fit.model, fit.model)),
        learnt_at=fit.as_of,
        learnt_from=_("purchases of %(customers)s customers") % {"customers": f"{fit.customers:,}"},
        judged=_judge(fit.errors) if fit.errors else None,
        drift=_tell_drift(fit.errors) if fit.errors else None,
        why=_("It is fitted to all purchases each night: an older fit would only know less."),
    )


def _judge(errors: GuessErrors) -> Judged:
    return Judged(
        _("Purchases a customer it was off by (root mean square)"),
        errors.root_error,
        _("going on as before"),
        errors.naive_root_error,
    )


def _tell_drift(errors: GuessErrors) -> Drift:
    said = _("In the time held out %(guessed)s purchases were guessed and %(made)s were made.")
    words = {"guessed": f"{errors.purchases_guessed:,.0f}", "made": f"{errors.purchases_made:,}"}
    off = abs(errors.purchases_guessed - errors.purchases_made)
    return Drift(said % words, moved=off > MOVED * max(errors.purchases_made, 1))
