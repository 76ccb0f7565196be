"""Reads of categories."""

from uuid import UUID

from django.db.models import QuerySet

from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.operational.products.models import Category


def list_categories(actor: Actor) -> QuerySet[Category]:
    """Return every category, unordered; products and their shelves belong to the whole business."""
    actor.require("view", "product")
    return Category.objects.all()


def get_category(category_id: UUID, actor: Actor) -> Category:
    """Return a category; raises `Missing`."""
    category = list_categories(actor).filter(id=category_id).first()
    if category is None:
        raise Missing("There is no such category.")
    return category


def find_category_by_code(code: str) -> Category | None:
    """Return the category of this code, or None."""
    return Category.objects.filter(code=code).first()
