"""Forecasts of the whole business as the page of models shows them."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.analytical.forecast.contracts import Departure, Measure, SeriesView, Tier
from rapport.analytical.forecast.contracts.labels import METHOD_LABELS, REFUSAL_WORDS, name_figure
from rapport.analytical.forecast.queries import list_departures, list_totals
from rapport.customers.learnt.contracts import Drift, Judged, ModelCard, Use
from rapport.kernel.errors import Clash
from rapport.kernel.identity.api import Actor, Scope

NAME = "forecast"


class ForecastKeeper:
    """The `ModelKeeper` of this room: for each figure the method that did best in practice speaks."""

    def list_models(self, actor: Actor) -> Sequence[ModelCard]:
        """Return the figures of the whole business; nothing for who does not see everything."""
        if actor.scope("view", "forecast") is not Scope.ALL:
            return []
        found = list_totals(actor)
        left = {one.measure: one for one in list_departures(actor) if one.tier is Tier.TOTAL} if found else {}
        return [_tell(one, left.get(one.measure)) for one in found]

    def use_version(self, key: str, version_id: UUID, *, actor: Actor) -> None:
        """Refuse: methods are compared anew each night on days of the past."""
        raise Clash("The method that did best in practice is always used.", code="never-held")

    def let_go(self, key: str, *, actor: Actor) -> None:
        """Refuse: nothing is held."""
        raise Clash("The method that did best in practice is always used.", code="never-held")


def _tell(one: SeriesView, left: Departure | None) -> ModelCard:
    measure = Measure(one.measure)
    card = ModelCard(
        key=f"{NAME}-{one.measure}",
        room=_("Forecast"),
        title=name_figure(measure),
        says=_("What will come in on each of the next 28 days, and between which ends."),
        href=f"/forecast?of={one.measure}",
        use=Use.SILENT,
        why=str(REFUSAL_WORDS[one.refusal]) if one.refusal else "",
    )
    if one.refusal:
        return card
    errors = one.errors
    return replace(
        card,
        use=Use.IN_USE,
        method=str(METHOD_LABELS.get(one.method, one.method)),
        learnt_at=one.as_of,
        learnt_from=_("days from %(first)s to %(last)s") % {"first": one.first_day, "last": one.last_day},
        judged=Judged(_("Mean error (MASE)"), errors.mase, _("as a week ago"), errors.naive)
        if errors
        else None,
        drift=_tell_drift(left),
        why=_("Methods are compared anew each night on days of the past; the best speaks."),
    )


def _tell_drift(left: Departure | None) -> Drift:
    if left is None:
        return Drift(_("What came has stayed within its band."))
    return Drift(_("What comes has left its band since %(day)s.") % {"day": left.how.first}, moved=True)
