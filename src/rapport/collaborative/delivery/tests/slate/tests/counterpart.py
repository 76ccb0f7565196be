"""The other side of the slate for the conformance of channels: a folder."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.house import Shop

from rapport.collaborative.delivery.contracts import AccountState
from rapport.collaborative.delivery.tests.counterparts import Counterpart, Sample
from rapport.collaborative.delivery.tests.post import account
from rapport.collaborative.delivery.tests.slate.channel import folder_of


def connect(shop: Shop, settings: Any) -> AccountState:
    """A name on a slate of this shop."""
    folder = {"folder": str(Path(settings.HOME) / f"slate-{shop.slug}")}
    return account(shop, SAMPLE.address, channel="slate", settings=folder)


@asynccontextmanager
async def there(place: AccountState) -> AsyncIterator[Callable[[], int]]:
    """Have the folder there."""
    folder = folder_of(place)
    for name in ("in", "out"):
        (folder / name).mkdir(parents=True)
    yield lambda: len(list(folder.glob("out/*.txt")))


SAMPLE = Sample("shop", " Shop ", "ada", "no name!")
COUNTERPART = Counterpart(SAMPLE, connect, there, repeats=False)
