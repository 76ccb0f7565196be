"""Loops of asyncio in tests: in a thread of their own, since a browser's driver may hold this one's."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def run_apart(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine to its end and return what it gives."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()
