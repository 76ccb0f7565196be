"""Calls to the identity provider, through the guarded door: bounded, never led into the house's network."""

import base64
import json
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from allauth.socialaccount.providers.oauth2.client import OAuth2Error

from rapport.kernel.doors.api import Answer, Outbound, OutboundLimits, Refused
from rapport.kernel.errors import Upstream

LIMITS = OutboundLimits(seconds=10.0, answer_bytes=1_000_000, redirects=0)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in the shape allauth reads."""

    answer: Answer

    @property
    def status_code(self) -> int:
        """Return the status."""
        return self.answer.status

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers; whoever names no type gets none."""
        return {"content-type": "", **self.answer.headers}

    @property
    def content(self) -> bytes:
        """Return the body."""
        return self.answer.body

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.answer.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """Return the body as an object; raises OAuth2Error for anything else."""
        try:
            found = json.loads(self.answer.body)
        except ValueError as error:
            raise OAuth2Error("The provider's answer is no JSON.") from error
        if not isinstance(found, dict):
            raise OAuth2Error("The provider's answer is no object.")
        return found

    def raise_for_status(self) -> None:
        """Raise OAuth2Error for whatever is no success."""
        if not 200 <= self.answer.status < 300:
            raise OAuth2Error(f"The provider answered {self.answer.status}.")


class ProviderCalls:
    """A session as allauth wants one. The provider's own host and port may lie inside the house, for
    whoever runs the installation named it; whatever else its documents name must be public.
    """

    def __init__(self, issuer: str) -> None:
        parts = urlsplit(issuer)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        self._door = Outbound(opened=[(parts.hostname or "", port)], limits=LIMITS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *told: object) -> None:
        self._door.close()

    def get(self, url: str, *, headers: dict[str, str] | None = None) -> Said:
        """Read an address; raises OAuth2Error where it may not be called or does not answer."""
        return self.request("GET", url, headers=headers)

    def request(
        self,
        method: str,
        url: str,
        *,
        params: dict[str, str] | None = None,
        data: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        auth: Any = None,
    ) -> Said:
        """Call an address with a form; raises as `get` does."""
        sent = {"Accept": "application/json", **(headers or {})}
        if data is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        if auth is not None:
            pair = f"{auth.username}:{auth.password}".encode()
            sent["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
        address = f"{url}?{urlencode(params)}" if params else url
        content = urlencode(data).encode() if data is not None else None
        try:
            return Said(self._door.call(method, address, headers=sent, content=content))
        except (Refused, Upstream) as error:
            raise OAuth2Error(str(error)) from error
