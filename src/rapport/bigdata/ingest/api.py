"""The front door of bigdata.ingest."""

from rapport.bigdata.ingest.operations.sources import add_source
from rapport.bigdata.ingest.operations.taking import take_events
from rapport.bigdata.ingest.queries import count_day, count_taken, find_holder, list_event_names
from rapport.bigdata.ingest.rules.reading import read_json

__all__ = [
    "add_source",
    "count_day",
    "count_taken",
    "find_holder",
    "list_event_names",
    "read_json",
    "take_events",
]
