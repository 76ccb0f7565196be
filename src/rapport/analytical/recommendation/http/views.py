"""The page of recommendations: which model is used, how good it was, and what was learnt before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.analytical.recommendation.contracts import (
    MODEL_LABELS,
    REFUSAL_WORDS,
    Bar,
    JudgedModel,
    VersionView,
)
from rapport.analytical.recommendation.http.charts import draw_comparison, write_range
from rapport.analytical.recommendation.http.live_words import write_live
from rapport.analytical.recommendation.queries import find_live, list_bars, list_versions, measure_live
from rapport.analytical.recommendation.queries.goods import load_goods
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Action, Empty, Fact, Stat, Viewer, get_viewer


def show_recommendations(request: HttpRequest) -> HttpResponse:
    """How well it is known what customers buy next, beside what most customers buy."""
    actor, viewer = actor_of(request), get_viewer()
    live = find_live(actor)
    learn = Action(_("Learn now"), reverse("recommendations_learn"), icon="refresh-cw", post=True, main=True)
    context = {
        "title": _("Recommendations"),
        "lead": _("What each customer would buy next, and how often such guesses were right."),
        "live": live,
        "stats": write_stats(live, viewer) if live else [],
        "sentences": write_sentences(live, viewer) if live else [],
        "chart": draw_comparison(live, viewer) if live and live.judged else None,
        "ground": write_ground(live, viewer) if live else [],
        "versions": [_write_version(one, viewer) for one in list_versions(actor)],
        "shown": write_live(measure_live(actor), viewer),
        "bars": _name_bars(list_bars(actor)),
        "held": live is not None and live.chosen_by is not None,
        "may_edit": actor.may("edit", "recommendation"),
        "actions": [learn] if actor.may("edit", "recommendation") else [],
        "empty": Empty(
            _("Nothing was learnt yet"),
            _("What to recommend is learnt at night from what customers bought."),
            icon="sparkles",
        ),
    }
    return render(request, "recommendation/recommendations.html", context)


def find_judged(version: VersionView, model: str) -> JudgedModel | None:
    """Return how a kind of model did."""
    return next((one for one in version.judged if one.model == model), None)


def write_stats(version: VersionView, viewer: Viewer) -> list[Stat]:
    """The version in use in four figures."""
    judged, popular = find_judged(version, version.model), find_judged(version, "popular")
    stats = [
        Stat(_("Customers learnt from"), viewer.number(version.customers), "/customers", icon="users"),
        Stat(_("Products"), viewer.number(version.products), "/products", icon="package"),
    ]
    if judged and popular:
        stats += [
            Stat(
                _("Found among the first twenty"),
                viewer.share(judged.recall.mean),
                note=_("%(share)s by what most customers buy") % {"share": viewer.share(popular.recall.mean)},
                icon="search",
            ),
            Stat(
                _("Products that get shown"),
                viewer.share(judged.coverage),
                note=_("stand in somebody's first ten"),
                icon="layers",
            ),
        ]
    return stats


def write_sentences(version: VersionView, viewer: Viewer) -> list[str]:
    """Return how good the guess was, as somebody would tell it."""
    if version.refusal:
        return [str(REFUSAL_WORDS[version.refusal])]
    judged = find_judged(version, version.model)
    best = version.judged[0] if version.judged else None
    if judged is None or best is None:
        return []
    if version.model == "popular":
        return [
            _(
                "No model was surely better than showing what most customers buy, so that is what everybody "
                "is shown. The best of them, %(model)s, came to %(gain)s more."
            )
            % {"model": MODEL_LABELS[best.model], "gain": write_range(best.gain, viewer)}
        ]
    return [
        _("Of what customers then bought for the first time, %(share)s stood among the first twenty.")
        % {"share": viewer.share(judged.recall.mean)},
        _("The first ten are rated %(ndcg)s, where 1 means that what was bought stood first.")
        % {"ndcg": write_range(judged.ndcg, viewer)},
        _(
            "That is %(gain)s more than by showing what most customers buy; "
            "the range holds in 95 of 100 cases."
        )
        % {"gain": write_range(judged.gain, viewer)},
    ]


def write_ground(version: VersionView, viewer: Viewer) -> list[Fact]:
    """What a version rests on."""
    first, cut, last = version.first_day, version.cut_day, version.last_day
    parameters = ", ".join(f"{name} {value:g}" for name, value in sorted(version.parameters.items()))
    return [
        Fact(_("Model"), str(MODEL_LABELS[version.model])),
        *([Fact(_("Parameters"), parameters)] if parameters else []),
        *([Fact(_("Learnt from purchases"), viewer.days(first, last))] if first and last else []),
        *([Fact(_("Checked on"), viewer.days(cut, last))] if cut and last else []),
        *([Fact(_("Customers asked about"), viewer.number(version.asked))] if version.asked else []),
        Fact(_("Seed"), str(version.seed)),
        Fact(_("Learnt"), viewer.moment(version.learnt_at)),
    ]


def _write_version(version: VersionView, viewer: Viewer) -> dict[str, object]:
    judged = find_judged(version, version.model)
    return {
        "id": version.id,
        "learnt": viewer.moment(version.learnt_at),
        "model": MODEL_LABELS[version.model],
        "ndcg": write_range(judged.ndcg, viewer) if judged else "",
        "gain": write_range(judged.gain, viewer) if judged else "",
        "live": version.live,
        "chosen": version.chosen_by is not None,
        "refusal": REFUSAL_WORDS[version.refusal] if version.refusal else "",
    }


def _name_bars(bars: list[Bar]) -> list[tuple[Bar, str]]:
    goods = load_goods([bar.product_id for bar in bars])
    return [(bar, goods[bar.product_id].name if bar.product_id in goods else _("A category")) for bar in bars]
