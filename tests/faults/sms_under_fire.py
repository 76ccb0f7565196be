"""The channel SMS in children of one process that has loaded everything, for tests that kill it.

Two faults may be swapped in: `blind` sends what a dead sender was sending simply again, `hasty` tells the
message centre that a receipt is kept before it is.
"""

import asyncio
import os
import sys

from rapport.site import runtime

runtime.set_up_django()

from rapport.collaborative.delivery.api import run_channel
from rapport.collaborative.delivery.contracts import AccountState, Report
from rapport.collaborative.delivery.operations.running import Desk
from rapport.collaborative.delivery.rules import states

LATER = 1.0
KEEP = Desk.report
LATE = set[asyncio.Task[None]]()


def forget(present: str, purpose: str) -> str:
    """Send again whatever was not reported, advertising too."""
    return "waiting"


async def say_so_first(desk: Desk, account: AccountState, report: Report) -> bool:
    """Keep a receipt a moment after the message centre heard that it is kept."""

    async def keep() -> None:
        await asyncio.sleep(LATER)
        await KEEP(desk, account, report)

    LATE.add(asyncio.create_task(keep()))
    return True


def tell(words: object) -> None:
    """Say it at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if "blind" in sys.argv:
        states.after_death = forget
    if "hasty" in sys.argv:
        vars(sys.modules[Desk.__module__])["Desk"].report = say_so_first
    tell("ready")
    while sys.stdin.readline():
        if child := os.fork():
            tell(child)
            os.waitpid(child, 0)
            tell("gone")
        else:
            run_channel("sms")
            os._exit(0)
