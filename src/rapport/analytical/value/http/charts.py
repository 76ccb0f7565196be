"""The room's figures as charts."""

from django.utils.translation import gettext as _

from rapport.analytical.value.contracts import FitView, ProfitView, RevenueCurve, RevenueView
from rapport.kernel.money.api import minor_digits
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


def draw_calibration(fit: FitView, viewer: Viewer) -> Chart:
    """Return what was guessed of each tenth of customers beside what they did."""
    guessed, made = _("We had guessed"), _("They bought")
    values = [
        {"tenth": tenth, "purchases": purchases, "who": who}
        for tenth, group in enumerate(fit.groups, start=1)
        for who, purchases in ((guessed, group.purchases_guessed), (made, group.purchases_made))
    ]
    spec = line_spec(
        values,
        x="tenth",
        y="purchases",
        series="who",
        titles={"tenth": _("Tenth of customers, the best guesses first"), "purchases": _("Purchases each")},
        height=240,
        x_type="ordinal",
        y_format=".1f",
    )
    spec["encoding"]["color"]["sort"] = [guessed, made]
    spec["encoding"]["x"]["axis"] = {"labelAngle": 0}
    spec["mark"] |= {"interpolate": "linear", "point": True}  # nothing lies between two tenths
    return Chart(
        id="worth-calibration",
        title=_("The last guess beside what came"),
        spec=spec,
        description=_(
            "The closer the two lines, the better the guess; how many days each customer bought on."
        ),
        heads=[_("Tenth"), _("Customers"), guessed, made],
        table=[
            (
                viewer.number(tenth),
                viewer.number(group.customers),
                viewer.number(group.purchases_guessed, 2),
                viewer.number(group.purchases_made, 2),
            )
            for tenth, group in enumerate(fit.groups, start=1)
        ],
    )


def draw_whale(view: ProfitView, viewer: Viewer) -> Chart:
    """Return cumulative profit over customers from the best down: up to the peak, then down again."""
    whale = view.whale
    scale = 10 ** minor_digits(view.currency)
    points = [
        {"customers": point.customers / whale.customers, "profit": point.profit_minor / scale}
        for point in whale.points
    ]
    titles = {"customers": _("Share of customers, the most profitable first"), "profit": _("Profit so far")}
    spec = line_spec(
        points,
        x="customers",
        y="profit",
        titles=titles,
        area=True,
        height=260,
        x_type="quantitative",
        x_format=".0%",
        y_format="~s",
    )
    return Chart(
        id="profit-whale",
        title=_("Who brings the profit, and who takes it away"),
        spec=spec,
        description=_("%(count)s customers bring %(peak)s; %(total)s of it is left after all others.")
        % {
            "count": viewer.number(whale.peak_customers),
            "peak": viewer.money(whale.peak_minor, view.currency),
            "total": viewer.money(whale.total_minor, view.currency),
        },
        heads=[_("Best customers"), _("Share of customers"), _("Profit so far")],
        table=[
            (
                viewer.number(point.customers),
                viewer.share(point.customers / whale.customers),
                viewer.money(point.profit_minor, view.currency),
            )
            for point in (whale.points[index] for index in _steps(len(whale.points)))
        ],
    )


def draw_serving(view: ProfitView, viewer: Viewer) -> Chart:
    """Return the 80/20 curve of the cost to serve, from the dearest customer down."""
    curve = view.cost_curve
    points = [{"customers": across, "cost": up} for across, up in _thin(curve)]
    spec = line_spec(
        points,
        x="customers",
        y="cost",
        titles={"customers": _("Share of customers, the dearest first"), "cost": _("Share of the cost")},
        height=200,
        x_type="quantitative",
        x_format=".0%",
        y_format=".0%",
    )
    share = viewer.share(curve.top_fifth_share)
    return Chart(
        id="serving-curve",
        title=_("Whom serving costs most"),
        spec=spec,
        description=_("The dearest 20 %% of customers take %(share)s of the cost to serve.")
        % {"share": share},
        heads=[_("Dearest customers"), _("Share of customers"), _("Cost to serve"), _("Share of the cost")],
        table=[
            (
                viewer.number(point.customers),
                viewer.share(curve.share_of(point)[0]),
                viewer.money(point.revenue_minor, view.currency),
                viewer.share(curve.share_of(point)[1]),
            )
            for point in (curve.points[index] for index in _steps(len(curve.points)))
        ],
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
