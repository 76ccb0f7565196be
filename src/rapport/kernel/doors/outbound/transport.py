"""httpx on top of httpcore's pool, with the checked network below it."""

import ssl
from collections.abc import Iterable, Iterator

import httpcore
import httpx

from rapport.kernel.doors.outbound.network import CheckedNetwork
from rapport.kernel.doors.refusal import Refused
from rapport.kernel.errors import Upstream


class CheckedTransport(httpx.BaseTransport):
    """httpx on top of httpcore's pool, with our network below it."""

    def __init__(self, opened: frozenset[tuple[str, int]], seconds: float, context: ssl.SSLContext) -> None:
        network = CheckedNetwork(opened=opened, seconds=seconds)
        # A connection lives for one call, so that its deadline is the call's.
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, network_backend=network, max_connections=10, max_keepalive_connections=0
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; redirects come back here one by one."""
        if request.url.scheme not in {"http", "https"} or not request.url.host:
            raise Refused("Only http and https addresses are called.", code="address_scheme")
        if request.url.userinfo:
            raise Refused("An address must not carry a name or password.", code="address_userinfo")
        target = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                target,
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        if not isinstance(answer.stream, Iterable):
            raise Upstream("The answer cannot be read.")
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close the pooled connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """The body of a pooled answer, in the shape httpx reads."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        """Give the connection back."""
        self._answer.close()
