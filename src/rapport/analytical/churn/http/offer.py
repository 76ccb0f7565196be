"""Whom an offer pays for: the marketer types its cost and success, and sees how many to address."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.analytical.churn.contracts.offer import OfferPlan
from rapport.analytical.churn.http.charts import draw_lift, draw_profit
from rapport.analytical.churn.queries.offers import plan_offer
from rapport.kernel.identity.api import Actor, actor_of
from rapport.kernel.money.api import to_major, to_minor
from rapport.kernel.settings.api import change_settings, get_setting
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.api import Crumb, Stat, Toast, Viewer, get_viewer, go_to

COST, SUCCESS = "churn.offer_cost", "churn.offer_success"


class OfferForm(forms.Form):
    """What an offer costs, and of whom it keeps how many."""

    cost = forms.DecimalField(
        label=gettext_lazy("Cost of an offer"),
        min_value=0,
        max_value=1_000_000,
        decimal_places=2,
        help_text=gettext_lazy("For everybody who gets it, in your own money."),
    )
    success = forms.IntegerField(
        label=gettext_lazy("Keeps of those who would leave (percent)"),
        min_value=1,
        max_value=100,
        help_text=gettext_lazy("Of a hundred who would have left, so many stay."),
    )


def show_offer(request: HttpRequest) -> HttpResponse:
    """The plan for what is kept as the reader's choice; a POST keeps another."""
    actor = actor_of(request)
    kept = _read_choice(actor)
    form = OfferForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        cost, success = form.cleaned_data["cost"], form.cleaned_data["success"]
        change_settings({COST: str(cost), SUCCESS: success}, actor=actor)
        return go_to(request, "/churn/offer", Toast(_("Kept as your choice.")))
    status = 422 if form.errors else 200
    return render(request, "churn/offer.html", _describe(form, kept, actor), status=status)


def _read_choice(actor: Actor) -> dict[str, Any]:
    cost = get_setting(COST, member_id=actor.member_id)
    return {"cost": Decimal(cost), "success": int(get_setting(SUCCESS, member_id=actor.member_id))}


def _describe(form: OfferForm, kept: dict[str, Any], actor: Actor) -> dict[str, Any]:
    currency, viewer = get_own_tenant(actor.tenant_id).currency, get_viewer()
    plan = plan_offer(actor, cost_minor=to_minor(kept["cost"], currency), success=kept["success"] / 100)
    return {
        "title": _("Whom an offer pays for"),
        "lead": _("Type what an offer costs and whom it keeps; see how many to address, and what it brings."),
        "crumbs": [Crumb(_("Leaving"), "/churn"), Crumb(_("Whom an offer pays for"))],
        "form": form,
        "stats": _write_stats(plan, currency, viewer),
        "profit": draw_profit(plan, currency, viewer) if plan.known else None,
        "lift": draw_lift(plan, viewer) if plan.known else None,
        "rows_at": _link(plan, currency),
    }


def _link(plan: OfferPlan, currency: str) -> str:
    """Return the customers to address, as a list that can be selected, tagged and given out."""
    return f"/customers?filter=at_stake:at_least:{to_major(plan.least_minor, currency)}"


def _write_stats(plan: OfferPlan, currency: str, viewer: Viewer) -> list[Stat]:
    return [
        Stat(
            _("To be addressed"),
            viewer.number(plan.customers),
            _link(plan, currency),
            _("of %(count)s whose year is known") % {"count": viewer.number(plan.known)},
            icon="send",
        ),
        Stat(
            _("Profit expected"),
            viewer.money_short(plan.profit_minor, currency),
            _link(plan, currency),
            _("saved, less what the offers cost"),
            icon="coins",
        ),
        Stat(
            _("Pays from"),
            viewer.money(plan.least_minor, currency),
            note=_("at stake within a year"),
            icon="scale",
        ),
        Stat(
            _("Addressing everybody"),
            viewer.money_short(plan.everybody_minor, currency),
            note=_("for comparison"),
            icon="users",
        ),
    ]
