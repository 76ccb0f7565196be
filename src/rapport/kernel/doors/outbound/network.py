"""A network that connects only to addresses it has itself resolved and found public."""

import socket
import ssl
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

import httpcore

from rapport.kernel.doors.addresses import is_public
from rapport.kernel.doors.refusal import Refused
from rapport.kernel.errors import Upstream

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


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
class CheckedNetwork(httpcore.NetworkBackend):
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
            return resolve_public(host, port, opened=self.opened)
        except Upstream as error:
            raise httpcore.ConnectError(f"no address for {host}") from error


def resolve_public(host: str, port: int, *, opened: Collection[tuple[str, int]] = ()) -> str:
    """Return the address to connect to for a host that somebody typed; connect to this very one.

    Raises `Refused` for one that is not public (unless the host of the house opened it) and `Upstream` where
    there is none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Upstream("There is no address for %(host)s.", values={"host": host}) from error
    addresses = [str(entry[4][0]) for entry in found]
    if (host, port) in opened and addresses:
        return addresses[0]
    if not addresses or not all(is_public(address) for address in addresses):
        raise Refused(
            "%(host)s does not lead to a public address.",
            values={"host": host},
            code="address_not_public",
        )
    return addresses[0]
