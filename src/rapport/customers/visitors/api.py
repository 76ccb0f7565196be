"""The front door of visitors."""

from rapport.customers.visitors.queries import find_customers_of, find_visit

__all__ = ["find_customers_of", "find_visit"]
