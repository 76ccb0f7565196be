"""The front door of the stream for who carries facts: gather, send, take, see how it flows."""

from rapport.bigdata.stream.operations.gathering import CONSUMER, gather
from rapport.bigdata.stream.operations.sending import run_sender
from rapport.bigdata.stream.operations.taking import run_consumer
from rapport.bigdata.stream.queries.flows import list_flows

__all__ = ["CONSUMER", "gather", "list_flows", "run_consumer", "run_sender"]
