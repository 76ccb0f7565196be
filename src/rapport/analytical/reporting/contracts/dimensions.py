"""What figures can be split and narrowed by."""

from django.utils.translation import gettext_lazy as _

from rapport.analytical.reporting.contracts.catalogue import Dimension

TIMES = {
    "day": "s_day",
    "week": "cast(date_trunc('week', s_day) as date)",
    "month": "cast(date_trunc('month', s_day) as date)",
    "quarter": "cast(date_trunc('quarter', s_day) as date)",
    "year": "cast(date_trunc('year', s_day) as date)",
    "weekday": "isodow(s_day)",
}
"""The steps of the calendar in SQL; `s_day` stands for the source's day."""
DIMENSIONS: dict[str, Dimension] = {
    one.name: one
    for one in (
        Dimension("day", _("Day"), "day", time=True, filters=False),
        Dimension("week", _("Week"), "day", time=True, filters=False),
        Dimension("month", _("Month"), "day", time=True, filters=False),
        Dimension("quarter", _("Quarter"), "day", time=True, filters=False),
        Dimension("year", _("Year"), "day", time=True, filters=False),
        Dimension("weekday", _("Day of the week"), "weekday"),
        Dimension("channel", _("Channel")),
        Dimension("country", _("Country"), "country"),
        Dimension("unit", _("Unit"), "unit"),
        Dimension("region", _("Unit of the second tier"), "unit"),
        Dimension("product", _("Product"), "product"),
        Dimension("category", _("Category")),
        Dimension("currency", _("Currency")),
        Dimension("reason", _("Reason")),
        Dimension("kind", _("Kind")),
        Dimension("direction", _("Direction")),
        Dimension("stage", _("Stage")),
        Dimension("city", _("City")),
        Dimension("language", _("Language"), "language"),
        Dimension("origin", _("Origin")),
        Dimension("source", _("Source")),
        Dimension("referrer", _("Site they came from")),
        Dimension("level", _("Service level")),
        Dimension("outcome", _("Outcome")),
    )
}
