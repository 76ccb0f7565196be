"""A process that has loaded everything once, for children to be forked from.

`multiprocessing`'s fork server imports this file when it starts (docs/decisions/0033); nothing else does.
"""

import os
from importlib import import_module

from setproctitle import setproctitle

from rapport.site import runtime
from rapport.site.supervisor import lifeline

LOADED = ("urls", "serving.front", "commands.web", "commands.worker", "commands.relay")
"""What its children need, or most of them, beside what Django sets up."""


def furnish() -> None:
    """Make this process the nursery: out of the terminal's reach, and gone when the supervisor is."""
    os.setsid()
    setproctitle("rapport nursery")
    lifeline.tie()
    os.environ[lifeline.SUPERVISOR] = str(os.getpid())  # who is forked here goes with us, and we with it
    runtime.set_up_django()
    for name in LOADED:
        import_module(f"rapport.site.{name}")
    runtime.collect_seldom()


furnish()
