"""The list of products: its columns and filters."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rapport.operational.products.http.labels import STAGE_LABELS, STAGE_TONES
from rapport.operational.products.models import Category, Product
from rapport.ui.api import Badge, Choice, Column, Custom, Filter, Link, ListState, Muted, Viewer, Yes


def narrow_products(rows: QuerySet[Product], state: ListState) -> QuerySet[Product]:
    """Apply the chosen filters."""
    if stages := state.chosen.get("stage"):
        rows = rows.filter(stage__in=stages)
    if categories := state.chosen.get("category"):
        rows = rows.filter(category_id__in=categories)
    if active := state.chosen.get("active"):
        rows = rows.filter(active=active[0] == "yes")
    return rows


def make_filters(categories: Sequence[Category]) -> list[Filter]:
    """Return what the list may be narrowed by."""
    return [
        Filter("stage", _("Stage"), [Choice(*pair) for pair in STAGE_LABELS.items()], icon="sprout"),
        Filter(
            "category",
            _("Category"),
            [Choice(str(row.id), row.name) for row in categories],
            icon="folder-tree",
        ),
        Filter(
            "active",
            _("On sale"),
            [Choice("yes", _("On sale")), Choice("no", _("Not on sale"))],
            many=False,
            icon="store",
        ),
    ]


def make_columns(categories: Sequence[Category]) -> list[Column[Product]]:
    """Return the list's columns; categories are named from the few that were read."""
    names = {row.id: row.name for row in categories}
    return [
        Link("name", _("Name"), href=lambda row: f"/products/{row.id}", sort=True, grow=True, phone="title"),
        Muted("sku", _("SKU"), sort=True, phone="under"),
        Muted("category", _("Category"), lambda row: names.get(row.category_id) if row.category_id else ""),
        Badge("stage", _("Stage"), labels=STAGE_LABELS, tones=STAGE_TONES, phone="aside"),
        Custom("unit_price", _("Unit price"), draw=_price, phone="corner"),
        Yes("active", _("On sale")),
    ]


def _price(row: Product, viewer: Viewer) -> str:
    return viewer.price(row.unit_price, row.currency)
