"""The front door of quality: completeness, a person's report, erasure."""

from rapport.customers.quality.contracts import Completeness, ReportPart
from rapport.customers.quality.operations import erase_customer
from rapport.customers.quality.queries import get_completeness, register_report_part, write_report
from rapport.customers.quality.rules import measure

__all__ = [
    "Completeness",
    "ReportPart",
    "erase_customer",
    "get_completeness",
    "measure",
    "register_report_part",
    "write_report",
]
