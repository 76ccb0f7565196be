"""Two questions a supervisor or a proxy asks: does the process live, and can it serve."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import DatabaseError, connections

from rapport.site.serving.messages import Receive, Scope, Send, answer

ANSWER_WITHIN = 3.0
KEEP_FOR = 1.0
"""Seconds an answer is reused, so that a storm of questions is one query."""

Check = Callable[[], str | None]
"""Returns nothing when all is well, else one sentence; it may block."""


class Health:
    """Answers /healthz from the event loop and /readyz by asking the database in a thread of its own."""

    def __init__(self, check: Check) -> None:
        self.check = check
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="ready")
        self.asked_at = float("-inf")
        self.trouble: str | None = None
        self.lock = asyncio.Lock()

    async def alive(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The event loop turns: 200."""
        await answer(send, 200, b"ok\n")

    async def ready(self, scope: Scope, receive: Receive, send: Send) -> None:
        """200 when the database answers, 503 with the reason when it does not."""
        async with self.lock:
            if time.monotonic() - self.asked_at > KEEP_FOR:
                self.trouble = await self._ask()
                self.asked_at = time.monotonic()
        if self.trouble is None:
            await answer(send, 200, b"ready\n")
        else:
            await answer(send, 503, f"{self.trouble}\n".encode(), more=[(b"retry-after", b"2")])

    async def _ask(self) -> str | None:
        asking = asyncio.get_running_loop().run_in_executor(self.thread, self.check)
        try:
            return await asyncio.wait_for(asyncio.shield(asking), ANSWER_WITHIN)
        except TimeoutError:
            return "the database does not answer in time"


def database_trouble() -> str | None:
    """Ask the application's own connection for one row."""
    connection = connections["default"]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return f"the database is away: {type(error).__name__}"
    except Exception as error:
        return f"the database cannot be reached: {type(error).__name__}"
    finally:
        connection.close()
    return None
