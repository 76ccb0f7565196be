"""The front door of privacy: what is kept about a person, and erasing it."""

from rapport.customers.privacy.operations.erasing import erase_customer, erase_customers
from rapport.customers.privacy.queries import write_report

__all__ = ["erase_customer", "erase_customers", "write_report"]
