"""The page of leaving: how many will, what is at stake, and how good the last guess was."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.analytical.churn.contracts import ModelView, RiskErrors, RiskTotals
from rapport.analytical.churn.contracts.labels import KIND_LABELS, REFUSAL_WORDS
from rapport.analytical.churn.contracts.model import MOVED
from rapport.analytical.churn.http.charts import draw_calibration
from rapport.analytical.churn.queries import find_model, sum_risks
from rapport.analytical.churn.queries.reach import sees_everything
from rapport.kernel.identity.api import actor_of
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.api import Empty, Fact, Stat, Viewer, get_viewer

ALL = "/churn/customers"
LIKELY = f"{ALL}?risk=likely"


def show_churn(request: HttpRequest) -> HttpResponse:
    """Who is about to leave, beside how well the last guess did."""
    actor, viewer = actor_of(request), get_viewer()
    model = find_model(actor)
    told = model if model and model.errors else None
    currency = get_own_tenant(actor.tenant_id).currency
    context = {
        "title": _("Leaving"),
        "lead": _("Who will probably not come back, why, what is at stake, and how well that is known."),
        "model": told,
        "stats": _write_stats(sum_risks(actor), told, currency, viewer) if told else [],
        "sentences": _write_sentences(told.errors, viewer) if told and told.errors else [],
        "chart": draw_calibration(told, viewer) if told else None,
        "ground": _write_ground(told, viewer) if told else [],
        "whole": sees_everything(actor),
        "moved": told is not None and told.shift is not None and told.shift >= MOVED,
        "empty": _write_refusal(model),
    }
    return render(request, "churn/churn.html", context)


def _write_refusal(model: ModelView | None) -> Empty:
    """Say why there is nothing to be seen yet."""
    text = _("It is learnt at night, after what lies ahead of customers.")
    if model and model.refusal:
        text = str(REFUSAL_WORDS[model.refusal])
    return Empty(_("Nothing can be said of leaving yet"), text, icon="user-x")


def _write_stats(totals: RiskTotals, model: ModelView, currency: str, viewer: Viewer) -> list[Stat]:
    share = totals.leaving / totals.customers if totals.customers else 0.0
    return [
        Stat(
            _("Will probably not come back"),
            viewer.number(round(totals.leaving)),
            ALL,
            _("%(share)s of %(count)s who bought lately")
            % {"share": viewer.share(share), "count": viewer.number(totals.customers)},
            icon="user-x",
        ),
        Stat(
            _("Likely to leave"),
            viewer.number(totals.likely),
            LIKELY,
            _("seven in ten or more"),
            icon="triangle-alert",
        ),
        Stat(
            _("At stake"),
            viewer.money_short(totals.at_stake_minor, currency),
            ALL,
            _("risk times what is expected within a year"),
            icon="coins",
        ),
        Stat(
            _("Expected back within"),
            _("%(days)s days") % {"days": viewer.number(model.horizon_days)},
            note=_("four in five who came back did so by then"),
            icon="calendar-clock",
        ),
    ]


def _write_sentences(errors: RiskErrors, viewer: Viewer) -> list[str]:
    """Return how good the guess was, as somebody would tell it."""
    better = 1 - errors.brier / errors.base_brier if errors.base_brier else 0.0
    return [
        _("Of %(count)s customers %(guessed)s were expected to leave; %(left)s did.")
        % {
            "count": viewer.number(errors.customers),
            "guessed": viewer.share(errors.guessed, 1),
            "left": viewer.share(errors.left, 1),
        },
        _("The error of the percentages is %(share)s smaller than if the same were said of everybody.")
        % {"share": viewer.share(better)},
        _("Of two customers, one who left and one who stayed, the right one was held likelier in %(share)s.")
        % {"share": viewer.share(errors.auc)},
        _("The tenth held to be the likeliest left %(times)s times as often as all.")
        % {"times": viewer.number(errors.top_tenth, 1)},
    ]


def _write_ground(model: ModelView, viewer: Viewer) -> list[Fact]:
    first, cut, last = model.first_day, model.cut_day, model.last_day
    days = [
        Fact(_("Learnt from purchases"), viewer.days(first, last)) if first and last else None,
        Fact(_("Checked on"), viewer.days(cut, last)) if cut and last else None,
    ]
    errors = model.errors
    told = [Fact(_("Brier score"), viewer.number(errors.brier, 4))] if errors else []
    base = [Fact(_("Of saying the same of everybody"), viewer.number(errors.base_brier, 4))] if errors else []
    return [
        *(day for day in days if day),
        Fact(_("Model"), str(KIND_LABELS[model.kind])),
        *told,
        *base,
        *(
            Fact(_("Log loss of %(model)s") % {"model": KIND_LABELS[name]}, viewer.number(loss, 4))
            for name, loss in sorted(model.candidates.items())
        ),
        *([Fact(_("Rows learnt from"), viewer.number(model.snapshot.rows))] if model.snapshot else []),
        Fact(_("Learnt"), viewer.moment(model.as_of)),
    ]
