"""Letters out: handed to the account's mail server; it is always known how far it came."""

import asyncio
import socket
from typing import Any

import aiosmtplib
from django.conf import settings as house

from rapport.collaborative.delivery.contracts import Accepted, AccountState, Outbound, Retry, Unacceptable
from rapport.collaborative.email.rules.bounces import is_dead
from rapport.collaborative.email.rules.composing import compose, return_path
from rapport.collaborative.email.rules.dkim import sign
from rapport.collaborative.email.rules.settings import EmailSettings, read_settings
from rapport.kernel.doors.api import Refused, resolve_public
from rapport.kernel.errors import Upstream

SECONDS = 30.0
_STATUS_LENGTH = 12


async def send_letter(account: AccountState, message: Outbound) -> Accepted:
    """Hand a letter over; raises `Retry` or `Unacceptable` where the server said so, or got nothing of it.

    Any other error means that nobody knows.
    """
    settings = read_settings(account.settings)
    letter = write_letter(account, message, settings)
    client = await _connect(account, settings)
    try:
        await _before_text(client, account, message, settings)
        try:
            answer = await client.data(letter)
        except aiosmtplib.SMTPResponseException as error:
            raise _refusal(error.code, error.message) from error
        return Accepted((_queue_id(answer.message),))
    finally:
        await _leave(client)


def write_letter(account: AccountState, message: Outbound, settings: EmailSettings) -> bytes:
    """Return the letter as it goes out, signed where the account has a key."""
    letter = compose(message, account.address, settings)
    if key := account.secrets.get("dkim_key"):
        return sign(letter, domain=settings.dkim_domain, selector=settings.dkim_selector, key=key)
    return letter


async def _connect(account: AccountState, settings: EmailSettings) -> aiosmtplib.SMTP:
    if not settings.smtp_host:
        raise Retry("No mail server is set for sending.", code="no-server")
    try:
        sock = await open_socket(settings.smtp_host, settings.smtp_port)
    except (Refused, Upstream, OSError) as error:
        raise Retry(_told(error), code="unreachable") from error
    client = aiosmtplib.SMTP(
        hostname=settings.smtp_host,
        port=None,
        sock=sock,
        timeout=SECONDS,
        use_tls=settings.smtp_security == "tls",
        start_tls=settings.smtp_security == "starttls",
        local_hostname=account.address.rpartition("@")[2],
    )
    try:
        await client.connect()
        if settings.smtp_user:
            await client.login(settings.smtp_user, account.secrets.get("smtp_password", ""))
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        await _leave(client)
        raise Retry(_told(error), code="connect") from error
    return client


async def open_socket(host: str, port: int) -> socket.socket:
    """Connect to a host that somebody typed, once it is found to be public."""
    address = await asyncio.to_thread(resolve_public, host, port, opened=house.CALLS_INSIDE)
    return await asyncio.to_thread(socket.create_connection, (address, port), SECONDS)


async def _before_text(
    client: aiosmtplib.SMTP, account: AccountState, message: Outbound, settings: EmailSettings
) -> None:
    """Say from whom and to whom; whatever goes wrong here, nothing was handed over yet."""
    path = return_path(account.address, message.token, plus=settings.plus)
    asked: dict[str, Any] = {}
    if client.supports_extension("dsn"):
        asked = {"options": ["NOTIFY=FAILURE,DELAY"]}
    try:
        await client.mail(path, encoding="utf-8")
        await client.rcpt(message.address, encoding="utf-8", **asked)
    except aiosmtplib.SMTPResponseException as error:
        raise _refusal(error.code, error.message) from error
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        raise Retry(_told(error), code="connect") from error


def _refusal(code: int, said: str) -> Retry | Unacceptable:
    status = said.split(" ", 1)[0][:_STATUS_LENGTH]
    status = status if status[:2] in ("4.", "5.") else ""
    text = f"{code} {said}"
    if 400 <= code < 500:
        return Retry(text, code=status or str(code))
    return Unacceptable(text, code=status or str(code), dead=is_dead(status))


def _told(error: Exception) -> str:
    """Return what went wrong as whoever looks after the account reads it."""
    return f"{type(error).__name__}: {error}"


def _queue_id(said: str) -> str:
    return " ".join(said.split())[:200]


async def _leave(client: aiosmtplib.SMTP) -> None:
    try:
        await client.quit(timeout=2)
    except (aiosmtplib.SMTPException, OSError, TimeoutError):
        client.close()
