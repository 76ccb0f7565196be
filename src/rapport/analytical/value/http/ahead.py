"""The page of what lies ahead: what is expected within a year, how sure, and how good the last guess was."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.analytical.value.contracts import AheadTotals, FitView, GuessErrors
from rapport.analytical.value.contracts.labels import GAPS, MODEL_LABELS, REFUSAL_WORDS
from rapport.analytical.value.http.charts import draw_calibration
from rapport.analytical.value.queries import find_fit, sum_ahead
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Crumb, Empty, Fact, Stat, Viewer, get_viewer

BEST_FIRST = "/worth/customers?sort=-ahead_minor"


def show_ahead(request: HttpRequest) -> HttpResponse:
    """What customers will be worth within a year, beside how well the last guess did."""
    actor, viewer = actor_of(request), get_viewer()
    fit = find_fit(actor)
    told = fit if fit and fit.errors else None
    totals = sum_ahead(actor)
    context = {
        "title": _("Worth ahead"),
        "lead": _("What customers will probably buy within a year, and how far such guesses were off."),
        "crumbs": [Crumb(_("Worth"), "/worth"), Crumb(_("Worth ahead"))],
        "fit": told,
        "stats": _write_stats(totals, told, viewer) if told else [],
        "sentences": _write_sentences(told.errors, viewer) if told and told.errors else [],
        "chart": draw_calibration(told, viewer) if told else None,
        "ground": _write_ground(told, viewer) if told else [],
        "parameters": _write_parameters(told, viewer) if told else [],
        "gaps": GAPS,
        "empty": _write_refusal(fit),
    }
    return render(request, "value/ahead.html", context)


def _write_refusal(fit: FitView | None) -> Empty:
    """Say why there is nothing to be seen yet."""
    text = _("It is learnt at night, after worth is counted.")
    if fit and fit.refusal:
        text = str(REFUSAL_WORDS[fit.refusal])
    return Empty(_("Nothing can be said of the time ahead yet"), text, icon="telescope")


def _write_stats(totals: AheadTotals, fit: FitView, viewer: Viewer) -> list[Stat]:
    return [
        Stat(
            _("Expected within a year"),
            viewer.money_short(totals.money_minor, fit.currency),
            BEST_FIRST,
            _("from %(count)s known customers") % {"count": viewer.number(totals.customers)},
            icon="telescope",
        ),
        Stat(
            _("Probably still customers"),
            viewer.number(round(totals.alive)),
            BEST_FIRST,
            _("%(share)s of all")
            % {"share": viewer.share(totals.alive / totals.customers if totals.customers else 0)},
            icon="users",
        ),
        Stat(
            _("Purchases expected"),
            viewer.number(round(totals.purchases)),
            BEST_FIRST,
            _("days with purchases, within a year"),
            icon="shopping-bag",
        ),
        Stat(
            _("Worth of the next five years"),
            viewer.money_short(totals.lifetime_minor, fit.currency),
            BEST_FIRST,
            _("in today's money, %(percent)s %% less a year") % {"percent": fit.discount_percent},
            icon="coins",
        ),
    ]


def _write_sentences(errors: GuessErrors, viewer: Viewer) -> list[str]:
    """Return how good the guess was, as somebody would tell it."""
    off = errors.purchases_guessed / errors.purchases_made - 1 if errors.purchases_made else 0.0
    more = _("Altogether customers were expected to buy %(share)s more often than they did.")
    less = _("Altogether customers were expected to buy %(share)s less often than they did.")
    better = 1 - errors.mean_error / errors.naive_mean_error if errors.naive_mean_error else 0.0
    beaten = _("That is %(share)s closer than to say that everybody goes on as before.")
    lost = _("To say that everybody goes on as before would have been %(share)s closer: read it with care.")
    return [
        (more if off >= 0 else less) % {"share": viewer.share(abs(off))},
        _("For one customer the guess was off by %(count)s purchases on average.")
        % {"count": viewer.number(errors.mean_error, 2)},
        (beaten if better >= 0 else lost) % {"share": viewer.share(abs(better))},
        _("%(share)s of customers spent what the range said; it is meant for 80 %%.")
        % {"share": viewer.share(errors.inside)},
        _("The tenth held to be the best brought %(share)s of what the best tenth really brought.")
        % {"share": viewer.share(errors.best_found)},
    ]


def _write_ground(fit: FitView, viewer: Viewer) -> list[Fact]:
    first, cut, last = fit.first_day, fit.cut_day, fit.last_day
    days = [
        Fact(_("Learnt from purchases"), viewer.days(first, last)) if first and last else None,
        Fact(_("Checked on"), viewer.days(cut, last)) if cut and last else None,
    ]
    return [
        *(day for day in days if day),
        Fact(_("Customers"), viewer.number(fit.customers)),
        Fact(_("Of them came back"), viewer.number(fit.came_back)),
        Fact(_("Model"), str(MODEL_LABELS[fit.model])),
        *(
            Fact(_("Error of %(model)s") % {"model": MODEL_LABELS[name]}, viewer.number(error, 3))
            for name, error in sorted(fit.candidates.items())
        ),
        Fact(_("Learnt"), viewer.moment(fit.as_of)),
    ]


def _write_parameters(fit: FitView, viewer: Viewer) -> list[dict[str, str]]:
    return [
        {
            "model": str(MODEL_LABELS[one.model]),
            "name": one.name,
            "value": viewer.number(one.value, 4),
            "error": viewer.number(one.error, 4),
        }
        for one in fit.parameters
    ]
