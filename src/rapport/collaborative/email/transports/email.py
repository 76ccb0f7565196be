"""The adapter of e-mail: what delivery's process runs."""

import asyncio
import os
from collections.abc import Sequence
from uuid import UUID

from rapport.collaborative.delivery.contracts import (
    Accepted,
    AccountState,
    Health,
    Outbound,
    Quote,
    Retry,
    Sink,
    Unacceptable,
)
from rapport.collaborative.email.operations import smtp_in, smtp_out
from rapport.collaborative.email.operations.imap_in import MailboxReader
from rapport.collaborative.email.rules.settings import read_settings
from rapport.kernel.errors import Invalid

LISTEN = "RAPPORT_SMTP_LISTEN"
AT_ONCE = 8
"""Letters handed to one account's server at a time."""


class EmailAdapter:
    """Reads mailboxes, listens for mail servers, hands letters over."""

    def __init__(self) -> None:
        self.readers: dict[UUID, MailboxReader] = {}
        self.server: asyncio.Server | None = None
        self.trouble: dict[UUID, str] = {}

    async def serve(self, accounts: Sequence[AccountState], sink: Sink) -> None:
        """Read the mailboxes of these accounts, and listen where the house says so."""
        if self.server is None and (place := read_place(os.environ.get(LISTEN, ""))):
            self.server = await smtp_in.listen(*place, sink)
        wanted = {one.id: one for one in accounts if read_settings(one.settings).imap_host}
        for account_id, reader in list(self.readers.items()):
            if wanted.get(account_id) != reader.account:
                self.readers.pop(account_id).stop()
        loop = asyncio.get_running_loop()
        for account_id, account in wanted.items():
            if account_id not in self.readers:
                self.readers[account_id] = MailboxReader(account, sink, loop)
                self.readers[account_id].start()

    async def send(self, account: AccountState, message: Outbound) -> Accepted:
        """Hand a letter to the account's mail server."""
        try:
            accepted = await smtp_out.send_letter(account, message)
        except Retry as reason:
            self.trouble[account.id] = str(reason)
            raise
        except Unacceptable:
            self.trouble.pop(account.id, None)  # the server works; it is this letter it will not have
            raise
        self.trouble.pop(account.id, None)
        return accepted

    def window(self, account: AccountState) -> int:
        """Return how many letters leave at once: a server that is away is met by trying."""
        return AT_ONCE

    def quote(self, account: AccountState, message: Outbound) -> Quote:
        """A letter costs nothing."""
        return Quote()

    def health(self, account: AccountState) -> Health:
        """Say what went wrong last with sending and with reading."""
        reader = self.readers.get(account.id)
        return Health(self.trouble.get(account.id, ""), reader.trouble if reader else "")

    async def stop(self) -> None:
        """Listen and read no more."""
        for reader in self.readers.values():
            reader.stop()
        if self.server is not None:
            self.server.close()
            await self.server.wait_closed()


def read_place(text: str) -> tuple[str, int] | None:
    """Return host and port of a text such as `127.0.0.1:2525`; None where it is empty."""
    if not text:
        return None
    host, _, port = text.rpartition(":")
    if not port.isdecimal():
        raise Invalid("RAPPORT_SMTP_LISTEN should read 127.0.0.1:2525")
    return host.strip("[]"), int(port)
