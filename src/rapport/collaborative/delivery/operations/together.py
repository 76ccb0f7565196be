"""Many tasks' writes, committed a batch at a time: one batch is under way while the next gathers."""

import asyncio
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from rapport.collaborative.delivery.operations.working import work

Given = TypeVar("Given")
Result = TypeVar("Result")
MOST = 500


class Together(Generic[Given, Result]):
    """Waits for the commit of the batch its own thing is in.

    `commit` takes things of one `key` and returns as many results. Where a batch fails, each thing of it is
    tried alone, so that one that cannot be kept does not take the others with it.
    """

    def __init__(
        self, commit: Callable[[Sequence[Given]], Sequence[Result]], key: Callable[[Given], Hashable]
    ) -> None:
        self.commit, self.key = commit, key
        self.waiting: list[tuple[Given, asyncio.Future[Result]]] = []
        self.draining: asyncio.Task[None] | None = None

    async def __call__(self, given: Given) -> Result:
        """Return the result once it is committed; raises what its own commit raised."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self.waiting.append((given, future))
        if self.draining is None:
            self.draining = asyncio.create_task(self._drain())
        return await future

    async def _drain(self) -> None:
        try:
            while self.waiting:
                await self._settle(self._next())
        finally:
            self.draining = None

    def _next(self) -> list[tuple[Given, asyncio.Future[Result]]]:
        key = self.key(self.waiting[0][0])
        batch = [one for one in self.waiting if self.key(one[0]) == key][:MOST]
        taken = {id(future) for _, future in batch}
        self.waiting = [one for one in self.waiting if id(one[1]) not in taken]
        return batch

    async def _settle(self, batch: Sequence[tuple[Given, asyncio.Future[Result]]]) -> None:
        try:
            results = await work(self.commit, [given for given, _ in batch])
        except Exception as error:
            if len(batch) > 1:
                for one in batch:
                    await self._settle([one])
            elif not batch[0][1].done():
                batch[0][1].set_exception(error)
            return
        for (_, future), result in zip(batch, results, strict=True):
            if not future.done():
                future.set_result(result)
