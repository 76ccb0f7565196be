"""The room's figures as charts."""

from django.utils.translation import gettext as _

from rapport.analytical.recommendation.contracts import MODEL_LABELS, Range, VersionView
from rapport.ui.api import Chart, Viewer, bar_spec


def draw_comparison(version: VersionView, viewer: Viewer) -> Chart:
    """Return every model's rating on the time held out."""
    values = [
        {"model": str(MODEL_LABELS[one.model]), "ndcg": round(one.ndcg.mean, 4)} for one in version.judged
    ]
    spec = bar_spec(
        values,
        x="model",
        y="ndcg",
        titles={"model": _("Model"), "ndcg": _("Rating of the first ten")},
        height=50 * len(values),
        lying=True,
        format=".3f",
    )
    return Chart(
        id="recommendation-models",
        title=_("Models on the time held out"),
        spec=spec,
        description=_("The longer the bar, the nearer to the top stood what customers then bought."),
        heads=[
            _("Model"),
            _("Rating"),
            _("Found among the first twenty"),
            _("Products that get shown"),
            _("Novelty"),
        ],
        table=[
            (
                str(MODEL_LABELS[one.model]),
                write_range(one.ndcg, viewer),
                viewer.share(one.recall.mean),
                viewer.share(one.coverage),
                viewer.number(one.novelty, 1),
            )
            for one in version.judged
        ],
    )


def write_range(value: Range, viewer: Viewer) -> str:
    """Write a mean with its range."""
    low, high = viewer.number(value.low, 3), viewer.number(value.high, 3)
    return f"{viewer.number(value.mean, 3)} ({low} – {high})"
