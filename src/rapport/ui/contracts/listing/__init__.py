"""The list: columns, rows, sort, filters as chips, keyset links, bulk actions, and an honest count."""

from rapport.ui.contracts.listing.calendar import CalendarDay, CalendarSheet
from rapport.ui.contracts.listing.groups import (
    Card,
    FaceLink,
    Figure,
    Figures,
    GroupLink,
    GroupRow,
    GroupSum,
    GroupTable,
    Lane,
)
from rapport.ui.contracts.listing.offers import Action, Ask, BulkAction, Empty, Sieve, Total
from rapport.ui.contracts.listing.short import ShortList
from rapport.ui.contracts.listing.state import Choice, Filter, ListState, Shown, Sort, ViewLink
from rapport.ui.contracts.listing.table import Listing

__all__ = [
    "Action",
    "Ask",
    "BulkAction",
    "CalendarDay",
    "CalendarSheet",
    "Card",
    "Choice",
    "Empty",
    "FaceLink",
    "Figure",
    "Figures",
    "Filter",
    "GroupLink",
    "GroupRow",
    "GroupSum",
    "GroupTable",
    "Lane",
    "ListState",
    "Listing",
    "ShortList",
    "Shown",
    "Sieve",
    "Sort",
    "Total",
    "ViewLink",
]
