"""The adapter of MMS: what delivery's process runs. Messages and reports come in by the web process."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
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
from rapport.collaborative.mms.operations.submitting import Submitter, quote_of
from rapport.collaborative.mms.rules.settings import read_settings

AT_ONCE, THREADS = 4, 16
"""Messages of one number under way, and of all: a centre that is slow keeps no other waiting."""


class MmsAdapter:
    """Hands messages to message centres, in threads of its own: pictures are drawn, and centres are slow."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(THREADS, thread_name_prefix="mms")
        self.submitter = Submitter()
        self.trouble: dict[UUID, str] = {}

    async def serve(self, accounts: Sequence[AccountState], sink: Sink) -> None:
        """Nothing to listen to: message centres call the web process."""

    async def send(self, account: AccountState, message: Outbound) -> Accepted:
        """Hand a message to the number's message centre."""
        loop = asyncio.get_running_loop()
        try:
            accepted = await loop.run_in_executor(self.pool, self.submitter.submit, account, message)
        except Unacceptable:
            self.trouble.pop(account.id, None)  # the centre works; it is this message it will not have
            raise
        except Exception as reason:
            self.trouble[account.id] = str(reason)[:300] if isinstance(reason, Retry) else repr(reason)[:300]
            raise
        self.trouble.pop(account.id, None)
        return accepted

    def window(self, account: AccountState) -> int:
        """Return how many messages leave at once: a centre that is away is met by trying."""
        return AT_ONCE

    def quote(self, account: AccountState, message: Outbound) -> Quote:
        """Return what a message costs."""
        return quote_of(read_settings(account.settings))

    def health(self, account: AccountState) -> Health:
        """Say what went wrong last with sending, and whether anybody may call."""
        named = read_settings(account.settings).own_user
        return Health(
            self.trouble.get(account.id, ""),
            "" if named else "No name is set for the message centre to call us by.",
        )

    async def stop(self) -> None:
        """Take nothing more on; what is under way ends by itself."""
        self.pool.shutdown(wait=False)
        self.submitter.close()
