"""The engine: procrastinate carries opaque tickets that say only “there is work in this lane”.

A ticket names no tenant and no job. Whoever draws it claims the next job of the tenant served least lately.
"""

from collections.abc import Callable
from datetime import datetime

from procrastinate import App
from procrastinate.contrib.django import app as procrastinate_app

from rapport.kernel.jobs.contracts import LANES, Lane

TICKET = "rapport.ticket"


def add_ticket_tasks(run_next: Callable[[Lane], bool]) -> None:
    """Tell the engine what to do with a ticket of each lane."""
    for lane in LANES:
        procrastinate_app.task(name=f"{TICKET}.{lane}", queue=lane)(_ticket(lane, run_next))


def _ticket(lane: Lane, run_next: Callable[[Lane], bool]) -> Callable[[], None]:
    def ticket() -> None:
        run_next(lane)

    return ticket


def put_ticket(lane: Lane, *, due_at: datetime | None = None) -> None:
    """Put a ticket into a lane, on Django's own connection: it exists when the transaction commits."""
    deferrer = engine().configure_task(f"{TICKET}.{lane}", queue=lane, schedule_at=due_at)
    deferrer.defer()


def engine() -> App:
    """Return procrastinate's app."""
    return procrastinate_app
