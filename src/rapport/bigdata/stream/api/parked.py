"""The front door of the stream for who shows facts that were put aside, and has them sent again."""

from rapport.bigdata.stream.operations.parked import send_again
from rapport.bigdata.stream.queries.parked import list_groups

__all__ = ["list_groups", "send_again"]
