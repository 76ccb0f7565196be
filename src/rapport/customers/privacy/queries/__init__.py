"""Reads of the room: a person's data, requests, rules of keeping."""

from rapport.customers.privacy.queries.choices import (
    find_archive_end,
    find_lawful_since,
    find_today,
    read_law,
    start_of,
)
from rapport.customers.privacy.queries.keeping import (
    count_aged,
    find_before,
    get_kept,
    get_table,
    list_aged,
    list_kept,
    list_rules,
)
from rapport.customers.privacy.queries.personal import (
    describe,
    gather,
    list_everybody,
    list_words,
    write_report,
)
from rapport.customers.privacy.queries.requests import (
    ORDERS,
    PENDING,
    get_request,
    get_request_for_update,
    line_of,
    list_due,
    list_requests,
    load_rows,
    request_lines,
)

__all__ = [
    "ORDERS",
    "PENDING",
    "count_aged",
    "describe",
    "find_archive_end",
    "find_before",
    "find_lawful_since",
    "find_today",
    "gather",
    "get_kept",
    "get_request",
    "get_request_for_update",
    "get_table",
    "line_of",
    "list_aged",
    "list_due",
    "list_everybody",
    "list_kept",
    "list_requests",
    "list_rules",
    "list_words",
    "load_rows",
    "read_law",
    "request_lines",
    "start_of",
    "write_report",
]
