"""What a campaign of a demo shop is: whom it goes to, when, and its letters."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

Block = dict[str, Any]
HOUR = 10
"""By the shop's clock: when its campaigns begin."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One text of a campaign; `pull` is how much likelier than usual it is opened."""

    subject: str
    preheader: str
    blocks: tuple[Block, ...]
    pull: float = 1.0


@dataclass(frozen=True, slots=True)
class Mailing:
    """One campaign. `day` is the month and day it goes out on, or in how many days from now.

    In `audience` {day} stands for that day and {before} for half a year earlier; `cost` and `budget` are in
    whole units of the shop's currency.
    """

    name: str
    goal: str
    hypothesis: str
    day: tuple[int, int] | int
    audience: str
    letters: tuple[Letter, ...]
    hold_out: int = 10
    window: int = 14
    cost: Decimal = Decimal(0)
    budget: Decimal | None = None
    approved: bool = True

    def begin(self, now: datetime, zone: str) -> datetime:
        """Return when it goes out (UTC is up to the caller): the last such day, or so many days from now."""
        here = now.astimezone(ZoneInfo(zone)).replace(hour=HOUR, minute=0, second=0, microsecond=0)
        if isinstance(self.day, int):
            return here + timedelta(days=self.day)
        month, day = self.day
        found = here.replace(month=month, day=day)
        return found if found < now else found.replace(year=found.year - 1)

    def choose(self, begin: datetime) -> str:
        """Return the audience's conditions as of the day it begins."""
        return self.audience.format(day=f"{begin:%Y-%m-%d}", before=f"{begin - timedelta(days=180):%Y-%m-%d}")

    def count_links(self) -> int:
        """Return how many places its letters lead to."""
        buttons = (one for letter in self.letters for one in letter.blocks if one["kind"] == "button")
        return len({one["url"] for one in buttons})


def write_blocks(*parts: str) -> tuple[Block, ...]:
    """Return blocks: `# ` begins a heading, `> ` a button with its address after ` | `, `---` a line."""
    return tuple(_blocks(parts))


def _blocks(parts: tuple[str, ...]) -> Iterator[Block]:
    for part in parts:
        if part.startswith("# "):
            yield {"kind": "heading", "text": part[2:]}
        elif part.startswith("> "):
            text, _, url = part[2:].partition(" | ")
            yield {"kind": "button", "text": text, "url": f"https://shop.example/{url}"}
        elif part == "---":
            yield {"kind": "divider"}
        else:
            yield {"kind": "text", "text": part}
