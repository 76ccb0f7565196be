"""The tables of the marts as questions see them, the smallest first: it answers what it can."""

from django.utils.translation import gettext_lazy as _

from rapport.analytical.reporting.contracts.catalogue import RowColumn, RowPlan, Source

_GOODS = (
    "left join (select sku, any_value(category) as category from products group by sku) as p on p.sku = s.sku"
)
_UNITS = "left join units as u on u.unit_id = s.unit"
_REGION = "coalesce(nullif(split_part(u.path, ' › ', 2), ''), u.label, '')"
_TITLE = "coalesce((select any_value(t.title) from products as t where t.sku = s.sku), s.sku)"
_ORDERS = RowPlan(
    source="lines",
    key="s.order_id",
    grouped=True,
    columns=(
        RowColumn(_("Day"), "max(s.day)", "day"),
        RowColumn(_("Order"), "s.order_id", "order"),
        RowColumn(_("Customer"), "max(s.party_id)", "customer"),
        RowColumn(_("Channel"), "max(s.channel)", "word"),
        RowColumn(_("Country"), "max(s.country)", "country"),
        RowColumn(_("Unit"), "max(s.unit)", "unit"),
        RowColumn(_("Pieces"), "sum(s.pieces)", "number"),
        RowColumn(_("Amount"), "sum(s.total_minor)", "money"),
    ),
)
_ALL = (
    Source(
        "orders",
        _("Sales by day"),
        f"sales_days as s {_UNITS}",
        ("sales_days", "units"),
        {"orders": "count", "pieces": "count", "bought_minor": "money", "guests": "count"},
        {
            "channel": "s.channel",
            "country": "s.country",
            "unit": "s.unit",
            "region": _REGION,
            "currency": "s.currency",
        },
        day="s.day",
        unit="s.unit",
        currency="s.currency",
        rows=_ORDERS,
    ),
    Source(
        "goods",
        _("Demand by product and day"),
        f"product_days as s {_GOODS}",
        ("product_days", "products"),
        {"pieces": "count", "bought_minor": "money"},
        {"product": "s.sku", "category": "p.category", "currency": "s.currency"},
        day="s.day",
        currency="s.currency",
        rows=_ORDERS,
    ),
    Source(
        "lines",
        _("Order lines"),
        f"order_lines as s {_UNITS} {_GOODS}",
        ("order_lines", "units", "products"),
        {"total_minor": "money", "pieces": "count", "order_id": "text", "party_id": "text"},
        {
            "channel": "s.channel",
            "country": "s.country",
            "unit": "s.unit",
            "region": _REGION,
            "product": "s.sku",
            "category": "p.category",
            "currency": "s.currency",
        },
        day="s.day",
        unit="s.unit",
        currency="s.currency",
        rows=_ORDERS,
    ),
    Source(
        "returns",
        _("Returned lines"),
        f"returned_lines as s {_GOODS}",
        ("returned_lines", "products"),
        {"pieces": "count", "value_minor": "money", "return_id": "text", "reason": "text"},
        {"reason": "s.reason", "product": "s.sku", "category": "p.category", "currency": "s.currency"},
        day="s.day",
        currency="s.currency",
        rows=RowPlan(
            "returns",
            "s.return_id || s.line_id",
            (
                RowColumn(_("Day"), "s.day", "day"),
                RowColumn(_("Product"), _TITLE, "product"),
                RowColumn(_("Reason"), "s.reason", "word"),
                RowColumn(_("Pieces"), "s.pieces", "number"),
                RowColumn(_("Value"), "s.value_minor", "money"),
            ),
        ),
    ),
    Source(
        "customers",
        _("Customers"),
        "(select *, coalesce(unit_id, '') as unit, cast(created_at at time zone 'UTC' as date) as day"
        f" from customers) as s {_UNITS}",
        ("customers", "units"),
        {"customer_id": "text", "stage": "text"},
        {
            "stage": "s.stage",
            "kind": "s.kind",
            "country": "s.country",
            "city": "s.city",
            "language": "s.language",
            "origin": "s.origin",
            "unit": "s.unit",
            "region": _REGION,
        },
        day="s.day",
        unit="s.unit",
        rows=RowPlan(
            "customers",
            "s.customer_id",
            (
                RowColumn(_("Day"), "s.day", "day"),
                RowColumn(_("Customer"), "s.customer_id", "customer"),
                RowColumn(_("Stage"), "s.stage", "word"),
                RowColumn(_("Origin"), "s.origin", "word"),
                RowColumn(_("Country"), "s.country", "country"),
                RowColumn(_("Unit"), "s.unit", "unit"),
            ),
        ),
    ),
    Source(
        "visits",
        _("Visits of the shop"),
        "visits as s",
        ("visits",),
        {
            "pages": "count",
            "products": "count",
            "carts": "count",
            "checkouts": "count",
            "orders": "count",
            "visitor_id": "text",
        },
        {"referrer": "s.referrer"},
        day="s.day",
        rows=RowPlan(
            "visits",
            "s.visitor_id || s.session || cast(s.part as varchar)",
            (
                RowColumn(_("Day"), "s.day", "day"),
                RowColumn(_("Customer"), "s.party_id", "customer"),
                RowColumn(_("Site they came from"), "s.referrer", "word"),
                RowColumn(_("Pages"), "s.pages", "number"),
                RowColumn(_("Carts"), "s.carts", "number"),
                RowColumn(_("Orders"), "s.orders", "number"),
            ),
        ),
    ),
    Source(
        "views",
        _("Products looked at"),
        f"viewed_days as s {_GOODS}",
        ("viewed_days", "products"),
        {"views": "count", "carts": "count"},
        {"product": "s.sku", "category": "p.category"},
        day="s.day",
        rows=RowPlan(
            "views",
            "s.sku",
            (
                RowColumn(_("Day"), "s.day", "day"),
                RowColumn(_("Product"), _TITLE, "product"),
                RowColumn(_("Looks"), "s.views", "number"),
                RowColumn(_("Carts"), "s.carts", "number"),
            ),
        ),
    ),
    Source(
        "interactions",
        _("Interactions by day"),
        "interaction_days as s",
        ("interaction_days",),
        {"times": "count", "kind": "text", "direction": "text"},
        {"kind": "s.kind", "channel": "s.channel", "direction": "s.direction"},
        day="s.day",
        rows=RowPlan(
            "interactions",
            "s.kind || s.channel || s.direction",
            (
                RowColumn(_("Day"), "s.day", "day"),
                RowColumn(_("Kind"), "s.kind", "word"),
                RowColumn(_("Channel"), "s.channel", "word"),
                RowColumn(_("Direction"), "s.direction", "word"),
                RowColumn(_("Times"), "s.times", "number"),
            ),
        ),
    ),
    Source(
        "needs",
        _("Urgent needs"),
        "needs as s",
        ("needs",),
        {"minutes_to_answer": "minutes", "minutes_to_end": "minutes", "escalations": "count"},
        {"level": "s.level", "outcome": "s.outcome"},
        day="s.day",
        rows=RowPlan(
            "needs",
            "s.need_id",
            (
                RowColumn(_("Day"), "s.day", "day"),
                RowColumn(_("Customer"), "s.party_id", "customer"),
                RowColumn(_("Service level"), "s.level", "word"),
                RowColumn(_("Minutes to an answer"), "s.minutes_to_answer", "number"),
                RowColumn(_("Outcome"), "s.outcome", "word"),
            ),
        ),
    ),
    Source(
        "prospects",
        _("Prospects by source"),
        "prospect_sources as s",
        ("prospect_sources",),
        {"captured": "count", "converted": "count", "lost": "count"},
        {"source": "s.source"},
        rows=RowPlan(
            "prospects",
            "s.source",
            (
                RowColumn(_("Source"), "s.source", "word"),
                RowColumn(_("Prospects"), "s.captured", "number"),
                RowColumn(_("Became customers"), "s.converted", "number"),
                RowColumn(_("Lost"), "s.lost", "number"),
            ),
        ),
    ),
)
SOURCES: dict[str, Source] = {one.name: one for one in _ALL}
