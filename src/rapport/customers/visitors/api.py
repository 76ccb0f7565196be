"""The front door of visitors."""

from rapport.customers.visitors.queries import find_customers_of

__all__ = ["find_customers_of"]
