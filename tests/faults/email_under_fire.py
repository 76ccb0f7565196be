"""The channel e-mail in a process of its own, for tests that kill it.

`blind` swaps in the fault delivery is built against: what a dead sender was sending is simply sent again.
"""

import sys

from rapport.site import runtime

runtime.set_up_django()

from rapport.collaborative.delivery.api import run_channel
from rapport.collaborative.delivery.rules import states


def forget(present: str, purpose: str) -> str:
    """Send again whatever was not reported, advertising too."""
    return "waiting"


if __name__ == "__main__":
    if "blind" in sys.argv:
        states.after_death = forget
    run_channel("email")
