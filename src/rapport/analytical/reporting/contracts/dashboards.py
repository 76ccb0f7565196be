"""The dashboards every business begins with, one for each kind of work.

Those of people at the counter and of who leads them ask only what is known of each unit.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from rapport.analytical.reporting.contracts.catalogue import Label


@dataclass(frozen=True, slots=True)
class Builtin:
    """A dashboard as it is delivered: tiles as the address of their question and how wide they are.

    `first_for` is the right (verb, kind) of whoever decides by it: it is the home of who has that right, and
    none of a dashboard before it in `HOMES`. `leads` are places of the navigation where they go on.
    """

    name: str
    label: Label
    lead: Label
    icon: str
    tiles: tuple[tuple[str, int], ...]
    first_for: tuple[str, str] | None = None
    leads: tuple[str, ...] = ()


def _numbers(*metrics: str) -> tuple[tuple[str, int], ...]:
    return tuple((f"of={name}&as=number", 3) for name in metrics)


_ALL = (
    Builtin(
        "owner",
        _("Business"),
        _("How the business goes: what came in, from where, and what is wanted."),
        "briefcase",
        (
            *_numbers("revenue", "orders", "order_value", "new_customers"),
            ("of=revenue&by=day&as=line", 8),
            ("of=revenue&by=channel&as=bar", 4),
            ("of=revenue,orders&by=region&as=table", 6),
            ("of=revenue,pieces&by=product&top=8&as=table", 6),
        ),
        ("edit", "settings"),
        ("worth", "churn", "forecast", "segments", "message-costs"),
    ),
    Builtin(
        "team",
        _("Our units"),
        _("How the units do beside each other, week by week."),
        "network",
        (
            *_numbers("revenue", "orders", "order_value", "new_customers"),
            ("of=revenue&by=week,unit&in=90d&top=5&as=line", 8),
            ("of=orders&by=channel&as=bar", 4),
            ("of=revenue,orders,order_value&by=unit&top=10&as=table", 6),
            ("of=revenue,pieces&by=product&top=8&as=table", 6),
        ),
        ("edit", "routing"),
        ("inbox", "orders", "accounts", "now", "churn"),
    ),
    Builtin(
        "desk",
        _("At the counter"),
        _("What came in at your unit, and what people ask for."),
        "store",
        (
            *_numbers("orders", "revenue", "buyers", "new_customers"),
            ("of=orders&by=day&as=line", 8),
            ("of=orders&by=channel&as=bar", 4),
            ("of=pieces,revenue&by=product&top=8&as=table", 6),
            ("of=orders,revenue&by=weekday&in=90d&as=table", 6),
        ),
        ("edit", "conversation"),
        ("inbox", "tasks", "customers", "orders", "answers"),
    ),
    Builtin(
        "sales",
        _("Sales"),
        _("What is sold, where, and at which value."),
        "shopping-cart",
        (
            *_numbers("revenue", "orders", "order_value", "buyers"),
            ("of=revenue&by=week,channel&in=90d&as=line", 8),
            ("of=revenue&by=country&top=8&as=bar", 4),
            ("of=revenue,orders,order_value&by=unit&top=10&as=table", 6),
            ("of=revenue,pieces,price&by=product&top=10&as=table", 6),
        ),
        ("create", "order"),
        ("prospects", "customers", "orders", "recommendations", "worth"),
    ),
    Builtin(
        "marketing",
        _("Marketing"),
        _("Who comes, what they look at, who stays."),
        "megaphone",
        (
            *_numbers("visits", "conversion", "new_customers", "consents"),
            ("of=visits&by=day&as=line", 8),
            ("of=visits&by=referrer&top=8&as=bar", 4),
            ("of=prospects,prospects_won&by=source&in=all&as=table", 6),
            ("of=looks,cart_share&by=product&top=8&as=table", 6),
        ),
        ("create", "campaign"),
        ("campaigns", "journeys", "segments", "triggers", "mood"),
    ),
    Builtin(
        "analysis",
        _("Analysis"),
        _("How the figures move, and where to look deeper."),
        "chart-line",
        (
            *_numbers("revenue", "buyers", "conversion", "guest_share"),
            ("of=revenue&by=week,channel&in=365d&as=line", 8),
            ("of=orders&by=weekday&in=90d&as=bar", 4),
            ("of=revenue,orders,order_value&by=month&in=365d&as=table", 6),
            ("of=revenue,pieces&by=category&top=10&as=table", 6),
        ),
        ("create", "segment"),
        ("segments", "models", "marts", "churn", "forecast"),
    ),
    Builtin(
        "service",
        _("Service"),
        _("What customers ask for, and what comes back."),
        "headset",
        (
            *_numbers("contacts", "returned_value", "returned_pieces", "minutes_to_answer"),
            ("of=contacts&by=day&as=line", 8),
            ("of=returned_pieces&by=reason&as=bar", 4),
            ("of=interactions&by=kind&as=table", 6),
            ("of=returned_pieces,returned_value&by=product&top=8&as=table", 6),
        ),
    ),
    Builtin(
        "products",
        _("Products"),
        _("What is looked at, bought and sent back."),
        "package",
        (
            *_numbers("pieces", "price", "looks", "cart_share"),
            ("of=pieces&by=week,category&in=90d&top=5&as=line", 8),
            ("of=revenue&by=category&top=8&as=bar", 4),
            ("of=revenue,pieces,price&by=product&top=10&as=table", 6),
            ("of=returned_pieces,damaged&by=product&top=10&as=table", 6),
        ),
    ),
)
BUILTINS: dict[str, Builtin] = {one.name: one for one in _ALL}
HOMES = ("owner", "team", "marketing", "analysis", "desk", "sales")
"""Which dashboard is somebody's home: the first whose right they have; the others are chosen."""
