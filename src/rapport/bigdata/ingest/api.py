"""The front door of bigdata.ingest."""

from rapport.bigdata.ingest.operations.holders import find_known, wait_for
from rapport.bigdata.ingest.operations.sources import add_source, show_secret
from rapport.bigdata.ingest.operations.taking import sign_identity, take_events
from rapport.bigdata.ingest.queries import count_day, count_taken, find_holder, list_event_names, list_sources
from rapport.bigdata.ingest.rules.reading import read_json

__all__ = [
    "add_source",
    "count_day",
    "count_taken",
    "find_holder",
    "find_known",
    "list_event_names",
    "list_sources",
    "read_json",
    "show_secret",
    "sign_identity",
    "take_events",
    "wait_for",
]
