"""The card on a customer's page: how likely they are to leave, why, and what is at stake."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from rapport.analytical.churn.contracts.labels import GROUND_LABELS, name_band
from rapport.analytical.churn.contracts.wording import write_reason
from rapport.analytical.churn.queries import find_risk
from rapport.customers.party.api import seen_of
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import PageCard, may, register_card


def register_cards() -> None:
    """Put the card on the customer's page."""
    register_card(
        PageCard(
            "customer",
            "leaving",
            _("Will they leave"),
            draw_leaving,
            order=15,
            icon="user-x",
            allowed=may("view", "worth"),
            later=True,
        )
    )


def draw_leaving(request: HttpRequest, subject: UUID | None) -> str:
    """The risk with its reasons in the reader's language; nothing of whom nothing is said."""
    if subject is None:
        return ""
    risk = find_risk(seen_of(request, subject), actor=actor_of(request))
    if risk is None:
        return ""
    reasons = [
        {
            "label": GROUND_LABELS[reason.ground],
            "raises": reason.weight > 0,
            "text": write_reason(
                reason, risk.measures, currency=risk.currency, horizon_days=risk.horizon_days
            ),
        }
        for reason in risk.reasons
    ]
    context = {"risk": risk, "band": name_band(risk.risk), "reasons": reasons}
    return render_to_string("churn/card.html", context, request)
