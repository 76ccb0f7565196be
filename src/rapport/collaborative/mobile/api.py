"""The front door of SMS: links to message centres, and words that are answered by themselves."""

from rapport.collaborative.mobile.contracts import KeywordDraft, LinkDraft
from rapport.collaborative.mobile.operations.hearing import hear
from rapport.collaborative.mobile.operations.keywords import add_keyword
from rapport.collaborative.mobile.operations.links import add_link
from rapport.collaborative.mobile.operations.numbers import normal_number
from rapport.collaborative.mobile.queries.costs import find_link_costs
from rapport.collaborative.mobile.rules.segments import measure_text
from rapport.collaborative.mobile.rules.wishes import Meant, read_wish

__all__ = [
    "KeywordDraft",
    "LinkDraft",
    "Meant",
    "add_keyword",
    "add_link",
    "find_link_costs",
    "hear",
    "measure_text",
    "normal_number",
    "read_wish",
]
