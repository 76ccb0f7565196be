"""The front door of prospects: capture, conversion, loss, figures."""

from rapport.customers.prospects.contracts import ProspectDraft, ProspectLine, Reason, SourceFigure
from rapport.customers.prospects.operations.becoming import (
    convert_prospects,
    lose_prospects,
    reopen_prospect,
)
from rapport.customers.prospects.operations.capturing import capture_prospects, change_prospect
from rapport.customers.prospects.queries import find_prospect, get_figures, get_prospect

__all__ = [
    "ProspectDraft",
    "ProspectLine",
    "Reason",
    "SourceFigure",
    "capture_prospects",
    "change_prospect",
    "convert_prospects",
    "find_prospect",
    "get_figures",
    "get_prospect",
    "lose_prospects",
    "reopen_prospect",
]
