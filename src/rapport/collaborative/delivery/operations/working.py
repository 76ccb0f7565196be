"""Database work of a channel's process: in a thread, so that its sockets are served meanwhile."""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connection

Given = ParamSpec("Given")
Result = TypeVar("Result")


async def work(function: Callable[Given, Result], *values: Given.args, **named: Given.kwargs) -> Result:
    """Run a piece of database work in a thread, with a connection that is alive."""

    def run() -> Result:
        close_old_connections()
        try:
            return function(*values, **named)
        finally:
            connection.close()

    return await asyncio.to_thread(run)
