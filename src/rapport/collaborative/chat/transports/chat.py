"""The adapter of web chat: what delivery's process runs. Visitors' messages come in by the web process."""

from collections.abc import Sequence

from rapport.collaborative.chat.operations.showing import show_answer
from rapport.collaborative.delivery.api import work
from rapport.collaborative.delivery.contracts import Accepted, AccountState, Health, Outbound, Quote, Sink

AT_ONCE = 16
"""Answers of a widget under way at a time."""


class ChatAdapter:
    """Puts answers into their visitors' chats; whoever is away finds them on coming back."""

    async def serve(self, accounts: Sequence[AccountState], sink: Sink) -> None:
        """Nothing to listen to: visitors come to the web process."""

    async def send(self, account: AccountState, message: Outbound) -> Accepted:
        """Put an answer into the visitor's chat."""
        await work(show_answer, account, message)
        return Accepted()

    def window(self, account: AccountState) -> int:
        """Return how many answers leave at once."""
        return AT_ONCE

    def quote(self, account: AccountState, message: Outbound) -> Quote:
        """Return that an answer costs nothing."""
        return Quote()

    def health(self, account: AccountState) -> Health:
        """Return that nothing is wrong: there is no other side that could be away."""
        return Health()

    async def stop(self) -> None:
        """Nothing is held."""
