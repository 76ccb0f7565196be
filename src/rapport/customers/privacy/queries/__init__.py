"""Reads of the room: a person's data, requests, rules of keeping."""

from rapport.customers.privacy.queries.choices import (
    find_archive_end,
    find_lawful_since,
    find_today,
    read_law,
    start_of,
)
from rapport.customers.privacy.queries.personal import (
    describe,
    gather,
    list_everybody,
    list_words,
    write_report,
)

__all__ = [
    "describe",
    "find_archive_end",
    "find_lawful_since",
    "find_today",
    "gather",
    "list_everybody",
    "list_words",
    "read_law",
    "start_of",
    "write_report",
]
