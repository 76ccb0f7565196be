"""Messages over a provider by HTTP: posted, its answer read; it is always known how far they came."""

import asyncio
import json
import ssl
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

from django.conf import settings as house

from rapport.collaborative.delivery.contracts import (
    Accepted,
    AccountState,
    Health,
    Outbound,
    Quote,
    Retry,
    Unacceptable,
)
from rapport.collaborative.mobile.rules import hosted
from rapport.collaborative.mobile.rules.segments import count_parts
from rapport.collaborative.mobile.rules.settings import NumberSettings, read_settings
from rapport.kernel.doors import api as doors
from rapport.kernel.errors import Upstream

LIMITS = doors.OutboundLimits(seconds=20.0, answer_bytes=200_000, redirects=0)
AT_ONCE, THREADS = 8, 16
"""Messages of one number under way, and of all: a provider that is slow keeps no other waiting."""


class Hosting:
    """Posts messages of numbers that go over a provider, in threads of its own."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(THREADS, thread_name_prefix="hosting")
        context = ssl.create_default_context()
        self.door = doors.Outbound(opened=house.CALLS_INSIDE, limits=LIMITS, context=context)
        self.trouble: dict[UUID, str] = {}

    async def send(self, account: AccountState, message: Outbound, text: str) -> Accepted:
        """Hand one message over. Raises `Retry`, `Unacceptable`; else nobody knows."""
        loop = asyncio.get_running_loop()
        try:
            accepted = await loop.run_in_executor(self.pool, self._post, account, message, text)
        except Unacceptable:
            self.trouble.pop(account.id, None)
            raise
        except Exception as error:
            self.trouble[account.id] = str(error)[:300]
            raise
        self.trouble.pop(account.id, None)
        return accepted

    def health(self, account: AccountState) -> Health:
        """Say what went wrong last with sending, and whether calls can be told from forged ones."""
        signed = account.secrets.get("gate_secret")
        return Health(
            self.trouble.get(account.id, ""), "" if signed else "No secret for the provider's calls."
        )

    def stop(self) -> None:
        """Take nothing more on."""
        self.pool.shutdown(wait=False)
        self.door.close()

    def _post(self, account: AccountState, message: Outbound, text: str) -> Accepted:
        settings = read_settings(account.settings)
        places = {"to": message.address, "from": account.address, "text": text, "token": message.token}
        kind, body = hosted.write_body(settings.gate_fields, settings.gate_form, places)
        headers = {"Content-Type": kind, "Idempotency-Key": message.token, **_head(settings, account.secrets)}
        try:
            answer = self.door.call("POST", settings.gate_url, headers=headers, content=body)
        except doors.Refused as error:
            if error.code.startswith("address"):
                raise Retry(str(error), code="unreachable") from error
            raise
        except Upstream as error:
            if error.code == "unreachable":
                raise Retry(str(error), code="unreachable") from error
            raise
        return Accepted(_ids(answer, settings), quote_of(settings, text))


def quote_of(settings: NumberSettings, text: str) -> Quote:
    """Return the parts of a message, and what they cost."""
    parts, price = count_parts(text, "gsm"), settings.gate_price
    return Quote(parts, None if price is None else price * parts, settings.gate_currency)


def _head(settings: NumberSettings, secrets: Mapping[str, str]) -> dict[str, str]:
    name, _colon, value = settings.gate_head.partition(":")
    return {name.strip(): hosted.fill(value.strip(), {"key": secrets.get("gate_key", "")})} if value else {}


def _ids(answer: doors.Answer, settings: NumberSettings) -> tuple[str, ...]:
    """Return the id the provider gave; raises `Retry` or `Unacceptable` where it took nothing."""
    code = f"http-{answer.status}"
    if answer.status in hosted.LATER:
        said = answer.headers.get("retry-after", "")
        wait = timedelta(seconds=int(said)) if said.isdecimal() and len(said) < 6 else None
        raise Retry("The provider takes none now.", code=code, wait=wait)
    if 400 <= answer.status < 500:
        raise Unacceptable("The provider refused it.", code=code)
    if not 200 <= answer.status < 300:
        raise Upstream("No answer that is known, but HTTP %(status)s.", values={"status": answer.status})
    try:
        name = hosted.look_up(json.loads(answer.body), settings.gate_id or "id")
    except (ValueError, RecursionError):
        name = answer.body.decode("utf-8", "replace").strip()
    return (f"hosted:{name}"[:400],) if name else ()
