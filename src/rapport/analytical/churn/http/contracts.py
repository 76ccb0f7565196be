"""The page of contracts: how long they go on, how many will end, which, and how well that is known."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.analytical.churn.contracts.ending import ContractLine, EndingModel
from rapport.analytical.churn.contracts.ending_words import ENDING_KINDS, ENDING_REFUSALS, write_term
from rapport.analytical.churn.contracts.labels import name_band
from rapport.analytical.churn.queries.ending import find_ending_model, list_ending
from rapport.analytical.churn.queries.reach import sees_everything
from rapport.kernel.identity.api import actor_of
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.api import Chart, Crumb, Empty, Fact, Stat, Viewer, get_viewer

SHOWN = 30


def show_contracts(request: HttpRequest) -> HttpResponse:
    """How contracts end; who sees a part of the customers sees the contracts of those alone."""
    actor, viewer = actor_of(request), get_viewer()
    model = find_ending_model(actor) if sees_everything(actor) else None
    currency = get_own_tenant(actor.tenant_id).currency
    lines = list_ending(actor, limit=SHOWN).rows
    context = {
        "title": _("Contracts"),
        "lead": _("How long contracts go on, which will probably end, why, and how well that is known."),
        "crumbs": [Crumb(_("Leaving"), "/churn"), Crumb(_("Contracts"))],
        "model": model,
        "stats": _write_stats(model, currency, viewer) if model and model.errors else [],
        "chart": draw_curve(model, viewer) if model and model.curve else None,
        "sentences": _write_sentences(model, viewer) if model and model.errors else [],
        "ground": _write_ground(model, viewer) if model and model.errors else [],
        "refusal": str(ENDING_REFUSALS[model.refusal]) if model and model.refusal else "",
        "lines": [_write_line(one, viewer) for one in lines],
        "empty": Empty(
            _("No contracts yet"),
            _("Programs tell them by POST /api/v1/contracts/bulk; what is learnt of them stands here then."),
            icon="file-clock",
        ),
    }
    return render(request, "churn/contracts.html", context)


def draw_curve(model: EndingModel, viewer: Viewer) -> Chart:
    """Return the share of contracts still going on by days since their start, with its range."""
    values = [{"days": one.days, "share": one.share, "low": one.low, "high": one.high} for one in model.curve]
    across = {"field": "days", "type": "quantitative", "title": _("Days since the start")}
    up = {"type": "quantitative", "title": _("Still going on"), "axis": {"format": ".0%"}}
    steps = {"interpolate": "step-after"}
    return Chart(
        id="churn-curve",
        title=_("How long contracts go on"),
        spec={
            "width": 560,
            "height": 240,
            "data": {"values": values},
            "layer": [
                {
                    "mark": {"type": "area", "line": False, "fillOpacity": 0.18, **steps},
                    "encoding": {"x": across, "y": {**up, "field": "low"}, "y2": {"field": "high"}},
                },
                {
                    "mark": {"type": "line", **steps},
                    "encoding": {"x": across, "y": {**up, "field": "share"}},
                },
            ],
        },
        description=_("The share of all contracts that goes on, by Kaplan and Meier."),
        heads=[_("Days since the start"), _("Still going on"), _("At least"), _("At most")],
        table=[
            (
                viewer.number(one.days),
                *(viewer.share(share, 1) for share in (one.share, one.low, one.high)),
            )
            for one in model.curve
        ],
        note=_("The band holds the true share in nineteen of twenty samples."),
    )


def _write_stats(model: EndingModel, currency: str, viewer: Viewer) -> list[Stat]:
    days = {"days": viewer.number(model.horizon_days)}
    half = viewer.number(model.median_days) if model.median_days is not None else _("not reached")
    return [
        Stat(_("Running"), viewer.number(model.running), icon="file-clock"),
        Stat(
            _("Will probably end"),
            viewer.number(round(model.expected)),
            note=_("within %(days)s days") % days,
            icon="user-x",
        ),
        Stat(
            _("At stake a month"),
            viewer.money_short(model.at_stake_minor, currency),
            note=_("risk times price"),
            icon="coins",
        ),
        Stat(_("Half have ended after"), half, note=_("days since the start"), icon="calendar-clock"),
    ]


def _write_sentences(model: EndingModel, viewer: Viewer) -> list[str]:
    errors = model.errors
    if errors is None:
        return []
    better = 1 - errors.brier / errors.base_brier if errors.base_brier else 0.0
    return [
        _("Of %(count)s contracts %(guessed)s were expected to end; %(left)s did.")
        % {
            "count": viewer.number(errors.customers),
            "guessed": viewer.share(errors.guessed, 1),
            "left": viewer.share(errors.left, 1),
        },
        _("The error of the percentages is %(share)s smaller than if the same were said of all contracts.")
        % {"share": viewer.share(better)},
        _("Of two contracts, one of which ended, the right one was held likelier in %(share)s.")
        % {"share": viewer.share(errors.auc)},
    ]


def _write_ground(model: EndingModel, viewer: Viewer) -> list[Fact]:
    errors = model.errors
    return [
        Fact(_("Contracts"), viewer.number(model.contracts)),
        Fact(_("Model"), str(ENDING_KINDS[model.kind])),
        *([Fact(_("Brier score"), viewer.number(errors.brier, 4))] if errors else []),
        *([Fact(_("Same of everybody"), viewer.number(errors.base_brier, 4))] if errors else []),
        Fact(_("Learnt"), viewer.moment(model.as_of)),
    ]


def _write_line(one: ContractLine, viewer: Viewer) -> dict[str, object]:
    raising = [reason for reason in one.reasons if reason.weight > 0]
    band = name_band(one.risk)
    return {
        "href": f"/customers/{one.party_id}",
        "name": one.name,
        "code": one.code,
        "plan": one.plan,
        "price": viewer.money(one.price_minor, one.currency),
        "risk": viewer.share(one.risk),
        "tone": band.tone,
        "why": " ".join(write_term(reason, one) for reason in raising),
    }
