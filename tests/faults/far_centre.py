"""A message centre of another make in a thread of the test: it takes, reports, and hands over until heard."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable
from types import TracebackType
from typing import Any

import smpp34

from tests.loops import run_apart

HOST, NUMBER, PATIENCE = "127.0.0.1", "+4915200000001", 240.0
RECEIPT = "id:{} sub:001 dlvrd:001 submit date:2611212330 done date:2611212330 stat:DELIVRD err:000 text:"


class FarCentre:
    """Counts what is submitted by number; a receipt goes out again until its answer says it is kept."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.submitted = list[str]()
        self.kept = set[str]()
        self.open = 0
        self.esme: Any = None
        self.ready, self.ended = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=lambda: run_apart(self._work()))

    def __enter__(self) -> "FarCentre":
        self.thread.start()
        assert self.ready.wait(PATIENCE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.ended.set()
        self.thread.join()

    @property
    def counted(self) -> "Counter[str]":
        """How often each number was submitted a message."""
        return Counter(self.submitted)

    def wait_for(self, many: int) -> None:
        """Wait until so many messages were submitted."""
        self.wait_until(lambda: len(self.submitted) >= many)

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Wait for a fact."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end
            time.sleep(0.02)

    async def _work(self) -> None:
        server = smpp34.Server(HOST, self.port, system_id="SMSC")
        await server.start()
        taking = asyncio.create_task(self._take(server))
        self.ready.set()
        await asyncio.to_thread(self.ended.wait)
        taking.cancel()
        await server.stop()

    async def _take(self, server: Any) -> None:
        async with asyncio.TaskGroup() as receipts:
            while True:
                event = await server.next()
                if isinstance(event, smpp34.Esme):
                    self.esme = event
                elif isinstance(event, smpp34.SubmitSmEvent):
                    number = f"+{event.destination_addr}"
                    self.submitted.append(number)
                    name = f"{len(self.submitted):x}"
                    event.accept(message_id=name)
                    self.open += 1
                    receipts.create_task(self._report(number, name))

    async def _report(self, number: str, name: str) -> None:
        said, more = RECEIPT.format(name).encode(), {"source_addr": number[1:], "source_addr_ton": 1}
        while True:
            try:
                answer = await self.esme.deliver_sm(
                    NUMBER[1:], said, esm_class=4, source_addr_npi=1, dest_addr_ton=1, **more
                )
            except Exception:  # whoever was bound is dead: whoever comes next gets it
                await asyncio.sleep(0.05)
                continue
            if answer.is_success:
                break
        self.kept.add(number)
        self.open -= 1
