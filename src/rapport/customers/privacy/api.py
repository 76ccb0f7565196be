"""The front door of privacy: what is kept about a person, erasing it, requests, rules of keeping."""

from rapport.customers.privacy.operations.erasing import erase_customer, erase_customers
from rapport.customers.privacy.operations.keeping import set_rule
from rapport.customers.privacy.operations.requests import move_request, record_request
from rapport.customers.privacy.operations.suppressing import find_erased, is_anybody_suppressed
from rapport.customers.privacy.queries import write_report
from rapport.customers.privacy.queries.elsewhere import register_kept

__all__ = [
    "erase_customer",
    "erase_customers",
    "find_erased",
    "is_anybody_suppressed",
    "move_request",
    "record_request",
    "register_kept",
    "set_rule",
    "write_report",
]
