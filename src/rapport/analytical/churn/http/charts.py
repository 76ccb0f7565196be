"""The room's figures as charts."""

from django.utils.translation import gettext as _

from rapport.analytical.churn.contracts import ModelView
from rapport.analytical.churn.contracts.offer import OfferPlan
from rapport.kernel.money.api import to_major
from rapport.ui.api import Chart, Viewer, line_spec


def draw_calibration(model: ModelView, viewer: Viewer) -> Chart:
    """Return what was guessed of each tenth of customers beside how many of them left."""
    guessed, left = _("We had guessed"), _("They left")
    values = [
        {"tenth": tenth, "share": share, "who": who}
        for tenth, group in enumerate(model.groups, start=1)
        for who, share in ((guessed, group.guessed), (left, group.left))
    ]
    spec = line_spec(
        values,
        x="tenth",
        y="share",
        series="who",
        titles={
            "tenth": _("Tenth of customers, the likeliest to leave first"),
            "share": _("Share that leaves"),
        },
        height=240,
        x_type="ordinal",
        y_format=".0%",
    )
    spec["encoding"]["color"]["sort"] = [guessed, left]
    spec["encoding"]["x"]["axis"] = {"labelAngle": 0}
    spec["mark"] |= {"interpolate": "linear", "point": True}  # nothing lies between two tenths
    return Chart(
        id="churn-calibration",
        title=_("The last guess beside what came"),
        spec=spec,
        description=_("The closer the two lines, the truer the percentages."),
        heads=[_("Tenth"), _("Customers"), guessed, left],
        table=[
            (
                viewer.number(tenth),
                viewer.number(group.customers),
                viewer.share(group.guessed, 1),
                viewer.share(group.left, 1),
            )
            for tenth, group in enumerate(model.groups, start=1)
        ],
    )


def draw_profit(plan: OfferPlan, currency: str, viewer: Viewer) -> Chart:
    """Return the profit expected by how many customers are addressed, the most at stake first."""
    values = [
        {"customers": point.customers, "profit": float(to_major(point.profit_minor, currency))}
        for point in plan.points
    ]
    spec = line_spec(
        values,
        x="customers",
        y="profit",
        titles={"customers": _("Customers addressed"), "profit": _("Profit expected")},
        height=240,
        x_type="quantitative",
    )
    spec["mark"] |= {"interpolate": "linear", "point": True}
    profit = viewer.money(plan.profit_minor, currency)
    return Chart(
        id="churn-profit",
        title=_("Profit by how many are addressed"),
        spec=spec,
        description=_("The most is expected from %(count)s customers: %(profit)s.")
        % {"count": viewer.number(plan.customers), "profit": profit},
        heads=[_("At stake from"), _("Customers"), _("Profit expected")],
        table=[
            (
                viewer.money(point.least_minor, currency),
                viewer.number(point.customers),
                viewer.money(point.profit_minor, currency),
            )
            for point in plan.points
        ],
    )


def draw_lift(plan: OfferPlan, viewer: Viewer) -> Chart:
    """Return the share of those leaving that is reached by the share of customers addressed."""
    risk, chance = _("By risk"), _("By chance")
    values = [{"addressed": one.addressed, "reached": one.reached, "way": risk} for one in plan.lift]
    values += [{"addressed": one, "reached": one, "way": chance} for one in (0.0, 1.0)]
    spec = line_spec(
        values,
        x="addressed",
        y="reached",
        series="way",
        titles={
            "addressed": _("Share of customers addressed"),
            "reached": _("Share of those leaving reached"),
        },
        height=240,
        x_type="quantitative",
        x_format=".0%",
        y_format=".0%",
    )
    spec["encoding"]["color"]["sort"] = [risk, chance]
    spec["mark"] |= {"interpolate": "linear"}
    return Chart(
        id="churn-lift",
        title=_("How many of those who leave are reached"),
        spec=spec,
        description=_("Who is addressed by risk reaches more of those who leave than by chance."),
        heads=[_("Risk from"), _("Share of customers addressed"), _("Share of those leaving reached")],
        table=[
            (viewer.share(one.least), viewer.share(one.addressed, 1), viewer.share(one.reached, 1))
            for one in plan.lift
        ],
    )
