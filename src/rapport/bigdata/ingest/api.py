"""The front door of bigdata.ingest."""

from rapport.bigdata.ingest.operations.sources import add_source
from rapport.bigdata.ingest.queries import count_taken

__all__ = ["add_source", "count_taken"]
