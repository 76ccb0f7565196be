"""The one HTTP client that may call addresses which people typed: it cannot be led into the house's own
network.
"""

import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import httpcore
import httpx

from rapport.kernel.doors.addresses import is_public
from rapport.kernel.doors.refusal import Refused
from rapport.kernel.errors import Upstream

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


@dataclass(frozen=True, slots=True)
class OutboundLimits:
    """Caps of one call: seconds in all and to connect, bytes of the answer after decoding, redirects
    followed.
    """

    seconds: float = 15.0
    connect_seconds: float = 5.0
    answer_bytes: int = 5_000_000
    redirects: int = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said: status, headers (lower-case names), body, and the address that answered in
    the end.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


@dataclass(slots=True)
class _TimedStream(httpcore.NetworkStream):
    """A connection that ends at its deadline, however slowly the other side drips."""

    inner: httpcore.NetworkStream
    deadline: float

    def _left(self, timeout: float | None) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the call took too long")
        return left if timeout is None else min(timeout, left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read while there is time."""
        return self.inner.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write while there is time."""
        self.inner.write(buffer, self._left(timeout))

    def close(self) -> None:
        """Close the connection."""
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Shake hands under the name that was asked for."""
        secured = self.inner.start_tls(ssl_context, server_hostname, self._left(timeout))
        return _TimedStream(secured, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        """Pass on what the pool asks of the socket."""
        return self.inner.get_extra_info(info)


@dataclass(slots=True)
class _CheckedNetwork(httpcore.NetworkBackend):
    """Connects only to addresses it has itself resolved and found public (or opened by the host of the
    house).
    """

    opened: frozenset[tuple[str, int]]
    seconds: float
    inner: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve once, check, and connect to that very address: a second answer of the name server
        changes nothing.
        """
        address = self._resolve(host, port)
        stream = self.inner.connect_tcp(address, port, timeout, local_address, socket_options)
        return _TimedStream(stream, time.monotonic() + self.seconds)

    def _resolve(self, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no address for {host}") from error
        addresses = [str(entry[4][0]) for entry in found]
        if (host, port) in self.opened and addresses:
            return addresses[0]
        if not addresses or not all(is_public(address) for address in addresses):
            raise Refused(
                "%(host)s does not lead to a public address.",
                values={"host": host},
                code="address_not_public",
            )
        return addresses[0]


class _CheckedTransport(httpx.BaseTransport):
    """httpx on top of httpcore's pool, with our network below it."""

    def __init__(self, opened: frozenset[tuple[str, int]], seconds: float, context: ssl.SSLContext) -> None:
        network = _CheckedNetwork(opened=opened, seconds=seconds)
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


class Outbound:
    """A guarded client; `opened` names (host, port) pairs inside the house that its host has allowed on
    purpose.
    """

    def __init__(
        self,
        *,
        opened: Iterable[tuple[str, int]] = (),
        limits: OutboundLimits | None = None,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self.limits = limits or OutboundLimits()
        context = context or ssl.create_default_context()
        transport = _CheckedTransport(frozenset(opened), self.limits.seconds, context)
        self._client = httpx.Client(
            transport=transport,
            follow_redirects=True,
            max_redirects=self.limits.redirects,
            trust_env=False,
            headers={"Accept-Encoding": "identity", "User-Agent": "Rapport"},
        )

    def __enter__(self) -> "Outbound":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every kept connection."""
        self._client.close()

    def call(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, content: bytes | None = None
    ) -> Answer:
        """Call an address and return its answer within the limits.

        Raises Refused for addresses that are not public, other schemes, and answers too large; Upstream for
        failures and slowness.
        """
        deadline = time.monotonic() + self.limits.seconds
        timeout = httpx.Timeout(self.limits.seconds, connect=self.limits.connect_seconds)
        try:
            with self._client.stream(
                method, url, headers=headers, content=content, timeout=timeout
            ) as answer:
                body = self._read(answer, deadline)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, ValueError) as error:
            raise Refused("This is not an address that can be called.", code="address_malformed") from error
        except (
            httpx.HTTPError,
            httpcore.NetworkError,
            httpcore.TimeoutException,
            httpcore.ProtocolError,
        ) as error:
            raise Upstream(
                "The other side did not answer: %(error)s.", values={"error": type(error).__name__}
            ) from error
        return Answer(answer.status_code, dict(answer.headers), body, str(answer.url))

    def _read(self, answer: httpx.Response, deadline: float) -> bytes:
        decode = _decoder(answer.headers.get("content-encoding", "identity"))
        limit = self.limits.answer_bytes
        body = bytearray()
        for piece in answer.iter_raw():
            body += decode.decompress(piece, limit + 1 - len(body)) if decode else piece
            if len(body) > limit or (decode and decode.unconsumed_tail):
                raise Refused(
                    "The answer is larger than %(limit)s bytes.",
                    values={"limit": limit},
                    code="answer_too_large",
                )
            if time.monotonic() > deadline:
                raise Upstream("The other side answered too slowly.", code="too_slow")
        return bytes(body)


def _decoder(encoding: str) -> "zlib._Decompress | None":
    """Answers are asked for as they are; a server that packs them all the same is unpacked within the
    limit.
    """
    if encoding.lower() in {"", "identity"}:
        return None
    if encoding.lower() in {"gzip", "x-gzip", "deflate"}:
        return zlib.decompressobj(zlib.MAX_WBITS | 32)
    raise Refused(
        "The answer is packed in an unknown way (%(encoding)s).",
        values={"encoding": encoding[:20]},
        code="answer_encoding",
    )
