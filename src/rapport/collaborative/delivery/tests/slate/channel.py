"""The slate: what is written to it lies in `in`, what we answer in `out`, a file for each message."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rapport.collaborative.delivery.contracts import (
    Accepted,
    AccountState,
    Adapter,
    Channel,
    Health,
    Inbound,
    Limits,
    Outbound,
    Quote,
    Retry,
    Sink,
)
from rapport.kernel.errors import Invalid

EVERY = 0.1


class SlateAdapter:
    """Reads and writes the folders of its accounts."""

    def __init__(self) -> None:
        self.accounts: Sequence[AccountState] = ()
        self.reading: asyncio.Task[None] | None = None

    async def serve(self, accounts: Sequence[AccountState], sink: Sink) -> None:
        """Read these folders from now on."""
        self.accounts = accounts
        if self.reading is None:
            self.reading = asyncio.create_task(self._read(sink))

    async def send(self, account: AccountState, message: Outbound) -> Accepted:
        """Write a file named by the delivery's token: sent again, it is the same file."""
        folder = folder_of(account)
        if not folder.is_dir():
            raise Retry("The folder is not there.", code="away")
        half = folder / f"{message.token}.half"
        half.write_text(f"{message.address}\n{message.text}", "utf-8")
        half.replace(folder / "out" / f"{message.token}.txt")  # whole or not at all
        return Accepted((message.token,))

    def window(self, account: AccountState) -> int:
        """Take some at once while the folder is there, and none while it is not."""
        return 4 if folder_of(account).is_dir() else 0

    def quote(self, account: AccountState, message: Outbound) -> Quote:
        """It costs nothing."""
        return Quote()

    def health(self, account: AccountState) -> Health:
        """Say whether the folder is there."""
        gone = "" if folder_of(account).is_dir() else "The folder is not there."
        return Health(gone, gone)

    async def stop(self) -> None:
        """Read no more."""
        if self.reading is not None:
            self.reading.cancel()

    async def _read(self, sink: Sink) -> None:
        while True:
            for account in self.accounts:
                for file in sorted(folder_of(account).glob("in/*.txt")):
                    sender, _, text = file.read_text("utf-8").partition("\n")
                    at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
                    await sink.take(account, Inbound(file.name, sender, at, text))
                    file.unlink()  # after the commit: until then it is read again
            await asyncio.sleep(EVERY)


def folder_of(account: AccountState) -> Path:
    """Return where an account's messages lie."""
    return Path(str(account.settings["folder"]))


def check(settings: Mapping[str, Any], secrets: Mapping[str, str]) -> None:
    """Raise `Invalid` for an account without a folder."""
    if not settings.get("folder") or secrets:
        raise Invalid("The settings are wrong.", fields={"folder": "Which folder?"})


def normal(text: str) -> str:
    """Return a name on the slate in small letters; raises `Invalid` for none."""
    if not text.strip().isalnum():
        raise Invalid("This is no name.", fields={"address": "This is no name."})
    return text.strip().lower()


def make() -> Adapter:
    """Make the adapter, in the channel's own process."""
    return SlateAdapter()


SLATE = Channel(
    name="slate",
    label="Slate",
    icon="square",
    point="",
    capabilities=("send", "receive"),
    limits=Limits(text=2000, size=0),
    make=make,
    normal=normal,
    check=check,
    refer=lambda _token, _address: "",
)
