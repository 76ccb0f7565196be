"""The front door of the stream for who carries facts: gather, send, take."""

from rapport.bigdata.stream.operations.gathering import CONSUMER, gather
from rapport.bigdata.stream.operations.sending import run_sender
from rapport.bigdata.stream.operations.taking import run_consumer

__all__ = ["CONSUMER", "gather", "run_consumer", "run_sender"]
