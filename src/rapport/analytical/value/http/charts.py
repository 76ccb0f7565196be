"""The room's figures as charts."""

from django.utils.translation import gettext as _

from rapport.analytical.value.contracts import RevenueCurve, RevenueView
from rapport.ui.api import Chart, Viewer, line_spec

TABLE_STEPS = 10


def draw_revenue(view: RevenueView, viewer: Viewer) -> Chart:
    """Return the 80/20 curve: share of revenue over share of customers, beside the line of equals."""
    curve = view.curve
    brings, equal = _("The best customers bring"), _("If all bought the same")
    points = [{"customers": across, "revenue": up, "line": brings} for across, up in _thin(curve)]
    points += [{"customers": x, "revenue": x, "line": equal} for x in (0.0, 1.0)]
    spec = line_spec(
        points,
        x="customers",
        y="revenue",
        series="line",
        titles={"customers": _("Share of customers"), "revenue": _("Share of revenue")},
        height=260,
        x_type="quantitative",
        x_format=".0%",
        y_format=".0%",
    )
    spec["encoding"]["color"]["sort"] = [brings, equal]
    share = viewer.share(curve.top_fifth_share)
    return Chart(
        id="revenue-curve",
        title=_("Where the revenue comes from"),
        spec=spec,
        description=_("The best 20 %% of customers bring %(share)s of the revenue.") % {"share": share},
        heads=[_("Best customers"), _("Share of customers"), _("Revenue"), _("Share of revenue")],
        table=[_row(view, index, viewer) for index in _steps(len(curve.points))],
    )


def _thin(curve: RevenueCurve) -> list[tuple[float, float]]:
    return [curve.share_of(point) for point in curve.points]


def _steps(points: int) -> list[int]:
    """Return about ten of the curve's points, the last among them."""
    step = max((points - 1) // TABLE_STEPS, 1)
    return sorted({*range(step, points, step), points - 1} - {0})


def _row(view: RevenueView, index: int, viewer: Viewer) -> tuple[str, ...]:
    point = view.curve.points[index]
    across, up = view.curve.share_of(point)
    money = viewer.money(point.revenue_minor, view.currency)
    return (viewer.number(point.customers), viewer.share(across), money, viewer.share(up))
