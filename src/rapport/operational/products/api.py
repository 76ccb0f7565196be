"""The front door of products."""

from rapport.operational.products.models import Category, Product

__all__ = ["Category", "Product"]
