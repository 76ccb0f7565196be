"""Calls within their limits of time, size and redirects."""

import ssl
import time
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType

import httpcore
import httpx

from rapport.kernel.doors.outbound.transport import CheckedTransport
from rapport.kernel.doors.refusal import Refused
from rapport.kernel.errors import Upstream


@dataclass(frozen=True, slots=True)
class OutboundLimits:
    """Caps of one call: seconds in all and to connect, bytes of the answer after decoding, redirects
    followed; where none are, a redirect is the answer.
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
        transport = CheckedTransport(frozenset(opened), self.limits.seconds, context)
        self._client = httpx.Client(
            transport=transport,
            follow_redirects=self.limits.redirects > 0,
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
        failures and slowness, with the code `unreachable` where nothing of the call can have arrived.
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
        except (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout) as error:
            raise Upstream(
                "The other side did not answer: %(error)s.",
                values={"error": type(error).__name__},
                code="unreachable",
            ) from error
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
