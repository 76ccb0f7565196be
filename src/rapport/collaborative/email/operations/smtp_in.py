"""Letters in by SMTP: a mail server forwards to `door@…` and hears 250 after the commit."""

import asyncio
import logging
from typing import Any

import structlog
from aiosmtpd.smtp import SMTP, Envelope, Session

from rapport.collaborative.delivery.contracts import AccountState, Sink
from rapport.collaborative.email.operations.taking import take_letter

LARGEST = 40_000_000
MOST_RECIPIENTS = 20
log = structlog.get_logger(__name__)
logging.getLogger("mail.log").setLevel(logging.WARNING)  # it would write down everybody's address


class Doorkeeper:
    """Answers a mail server: whom we know, and whether a letter is kept."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take what is for a door of ours; never carry anything on."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        try:
            found = await self.sink.find_door(door_of(address))
        except Exception as error:  # the database is away: the letter waits outside
            log.warning("a door could not be looked up", error=repr(error))
            return "451 4.3.0 Try again later"
        if found is None:
            return "550 5.1.1 There is no such address here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the letter once for each account it is for."""
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        try:
            for account in await self._accounts(envelope):
                await take_letter(
                    account, raw, self.sink, envelope=envelope.mail_from, recipients=envelope.rcpt_tos
                )
        except Exception as error:  # nothing was promised yet: the other side keeps it and tries again
            log.warning("a letter was not taken in", error=repr(error))
            return "451 4.3.0 Try again later"
        return "250 2.0.0 Kept"

    async def _accounts(self, envelope: Envelope) -> list[AccountState]:
        doors = dict.fromkeys(door_of(address) for address in envelope.rcpt_tos)
        found = [await self.sink.find_door(door) for door in doors]
        return [one for one in found if one is not None]


def door_of(address: str) -> str:
    """Return the door an address names: what stands before the @, without what stands behind a +."""
    return address.partition("@")[0].partition("+")[0].lower()


async def listen(host: str, port: int, sink: Sink) -> asyncio.Server:
    """Listen for mail servers."""
    loop = asyncio.get_running_loop()
    keeper = Doorkeeper(sink)
    options: dict[str, Any] = {
        "data_size_limit": LARGEST,
        "enable_SMTPUTF8": True,
        "ident": "Rapport",
        "loop": loop,
    }
    return await loop.create_server(lambda: SMTP(keeper, **options), host, port)
