"""The room's figures as charts."""

from django.utils.translation import gettext as _

from rapport.analytical.churn.contracts import ModelView
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
