"""The front door of SMS: links to message centres, and who wants no more."""

from rapport.collaborative.mobile.contracts import LinkDraft
from rapport.collaborative.mobile.operations.hearing import hear
from rapport.collaborative.mobile.operations.links import add_link
from rapport.collaborative.mobile.operations.numbers import normal_number
from rapport.collaborative.mobile.queries.costs import find_link_costs
from rapport.collaborative.mobile.rules.segments import measure_text
from rapport.collaborative.mobile.rules.wishes import Meant, read_wish

__all__ = [
    "LinkDraft",
    "Meant",
    "add_link",
    "find_link_costs",
    "hear",
    "measure_text",
    "normal_number",
    "read_wish",
]
