"""The step of journeys in a process of its own, for tests that kill it.

`torn` swaps in the fault the room is built against: what was done is kept before people are moved on, and
nothing tells that it was done.
"""

import sys
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rapport.site import runtime

runtime.set_up_django()

from django.db import connection

from rapport.kernel.identity.api import system_actor
from rapport.operational.journeys.models import JourneyEffect
from rapport.operational.journeys.operations import acting, moving, stepping


def say(word: str) -> None:
    """Tell whoever is to kill this process how far it is."""
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def tear() -> None:
    """Commit the effects of a step apart from the move, without the rows that keep them from being twice."""
    move = moving.move_these

    def move_later(ids: Sequence[UUID], *rest: Any, **named: Any) -> int:
        JourneyEffect.objects.filter(traveller_id__in=ids).delete()
        with connection.cursor() as cursor:
            cursor.execute("select current_setting('rapport.tenant')")
            (business,) = cursor.fetchone()
            cursor.execute("commit")
            cursor.execute("begin")
            cursor.execute("select set_config('rapport.tenant', %s, true)", [business])
        say("torn")
        return move(ids, *rest, **named)

    vars(acting)["move_these"] = move_later


if __name__ == "__main__":
    if "torn" in sys.argv:
        tear()
    stepping.CHUNK, stepping.FEW = 200, 50
    actor = system_actor(UUID(sys.argv[1]))
    stepping.step_everybody(actor=actor, safe=lambda: say("step"))
