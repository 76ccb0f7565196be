"""The front door of quality: completeness, a person's report, erasure."""

from rapport.customers.quality.contracts import Completeness, FieldScore, FlawCount, QualityView, ReportPart
from rapport.customers.quality.operations.erasing import erase_customer
from rapport.customers.quality.queries.scores import read_scores
from rapport.customers.quality.queries.subject import get_completeness, register_report_part, write_report
from rapport.customers.quality.rules.completeness import measure

__all__ = [
    "Completeness",
    "FieldScore",
    "FlawCount",
    "QualityView",
    "ReportPart",
    "erase_customer",
    "get_completeness",
    "measure",
    "read_scores",
    "register_report_part",
    "write_report",
]
