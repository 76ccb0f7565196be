"""The dashboards every business begins with, one for each kind of work."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from rapport.analytical.reporting.contracts.catalogue import Label


@dataclass(frozen=True, slots=True)
class Builtin:
    """A dashboard as it is delivered: tiles as the address of their question and how wide they are."""

    name: str
    label: Label
    lead: Label
    icon: str
    tiles: tuple[tuple[str, int], ...]


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
