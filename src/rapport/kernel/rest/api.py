"""The front door: how a room makes its endpoints. The README shows one whole."""

from rapport.kernel.rest.answers import answer_new, answer_one, answer_page, require_unchanged
from rapport.kernel.rest.bulk import RowFailure, RowSuccess, apply_bulk
from rapport.kernel.rest.contracts import (
    MAX_ROWS,
    Answer,
    ApiRequest,
    Body,
    Bulk,
    BulkAnswer,
    Code,
    CursorText,
    Day,
    Limit,
    Moment,
    Name,
    Page,
    Problem,
    RowAnswer,
    StaleVersion,
    Text,
    Unauthenticated,
    Whole,
    sorted_by,
)
from rapport.kernel.rest.guarding import Guard
from rapport.kernel.rest.queries import page_rows
from rapport.kernel.rest.registry import list_routers, register
from rapport.kernel.rest.rules import Allowance
from rapport.kernel.rest.scopes import asks
from rapport.kernel.rest.shapes import FILLED, AnyZone, Exact, Prefix, Switch, ZoneName
from rapport.kernel.rest.versions import require_match, set_etag

__all__ = [
    "FILLED",
    "MAX_ROWS",
    "Allowance",
    "Answer",
    "AnyZone",
    "ApiRequest",
    "Body",
    "Bulk",
    "BulkAnswer",
    "Code",
    "CursorText",
    "Day",
    "Exact",
    "Guard",
    "Limit",
    "Moment",
    "Name",
    "Page",
    "Prefix",
    "Problem",
    "RowAnswer",
    "RowFailure",
    "RowSuccess",
    "StaleVersion",
    "Switch",
    "Text",
    "Unauthenticated",
    "Whole",
    "ZoneName",
    "answer_new",
    "answer_one",
    "answer_page",
    "apply_bulk",
    "asks",
    "list_routers",
    "page_rows",
    "register",
    "require_match",
    "require_unchanged",
    "set_etag",
    "sorted_by",
]
