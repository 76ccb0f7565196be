"""What the room itself knows to do next: offer what is due again, and keep who is about to leave."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.analytical.churn.api import find_risk
from rapport.analytical.recommendation.contracts.actions import NextAction
from rapport.analytical.recommendation.queries import suggest_for_customer
from rapport.kernel.identity.api import Actor
from rapport.kernel.money.api import to_minor
from rapport.kernel.settings.api import get_setting
from rapport.kernel.tenancy.api import get_own_tenant


class OfferAgain:
    """Offer what is usually bought again by now: as probable as its buyers do, for its margin where known."""

    def list_actions(self, party_id: UUID, *, actor: Actor) -> Sequence[NextAction]:
        """Return an offer for each product that is due and priced in the business's money."""
        currency = get_own_tenant(actor.tenant_id).currency
        due = [one for one in suggest_for_customer(party_id, actor=actor).items if one.kind == "again"]
        return [
            NextAction(
                code="offer",
                title=_("Offer %(name)s again") % {"name": one.goods.name},
                why=_("%(share)s of 100 who buy it buy it again, and its time has come.")
                % {"share": round(one.score * 100)},
                probability=one.score,
                gain_minor=round(
                    to_minor(one.goods.price, currency)
                    * (1.0 if one.goods.margin is None else one.goods.margin)
                ),
                cost_minor=0,
                href=one.goods.href,
            )
            for one in due
            if one.goods.currency == currency
        ]


class KeepThem:
    """Win back who is about to leave: as often as the business says it succeeds, for what is at stake."""

    def list_actions(self, party_id: UUID, *, actor: Actor) -> Sequence[NextAction]:
        """Return one action for a customer at risk, nothing where what is at stake is not known."""
        if not actor.may("view", "worth"):
            return []
        risk = find_risk(party_id, actor=actor)
        if risk is None or not risk.at_stake_minor:
            return []
        percent = int(get_setting("recommendation.win_back"))
        why = _("%(risk)s of 100 such customers leave; winning back succeeds with %(percent)s of 100.")
        return [
            NextAction(
                code="retain",
                title=_("Get in touch before they leave"),
                why=why % {"risk": round(risk.risk * 100), "percent": percent},
                probability=percent / 100,
                gain_minor=risk.at_stake_minor,
                cost_minor=0,
                href=f"/customers/{party_id}",
            )
        ]
