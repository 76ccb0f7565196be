"""The front door of the stream for who needs its server; facts are carried behind `api.carrying`."""

from rapport.bigdata.stream.contracts import Batch, Consumer, Flow, NotTaken, Reader
from rapport.bigdata.stream.operations.server import become_server, runs_embedded_stream, stream_url
from rapport.bigdata.stream.queries.flows import list_flows

__all__ = [
    "Batch",
    "Consumer",
    "Flow",
    "NotTaken",
    "Reader",
    "become_server",
    "list_flows",
    "runs_embedded_stream",
    "stream_url",
]
