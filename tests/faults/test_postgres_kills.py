"""PostgreSQL is killed again and again under writers: no acknowledged write is lost."""

import os
import signal
import threading
from pathlib import Path

import psycopg

from rapport.kernel.embedded.api import answers, database_urls
from rapport.site.tests.running import Running, serving, wait_for

KILLS = 4
WRITERS = 4
BACK_WITHIN = 120.0
"""Seconds; 30 on a machine that does nothing else."""


class Writer(threading.Thread):
    """Inserts numbers and keeps those the server acknowledged."""

    def __init__(self, home: Path, number: int, stopped: threading.Event) -> None:
        super().__init__(name=f"writer-{number}")
        self.home, self.number, self.stopped = home, number, stopped
        self.acknowledged: list[int] = []
        self.next = number

    def run(self) -> None:
        while not self.stopped.is_set():
            try:
                self._write()
            except psycopg.OperationalError:
                self.stopped.wait(0.1)

    def _write(self) -> None:
        with psycopg.connect(database_urls(self.home, {})["owner"], autocommit=True) as connection:
            while not self.stopped.is_set():
                self.next += WRITERS  # a number whose answer was lost may be there or not; it is never reused
                connection.execute("insert into written values (%s)", [self.next])
                self.acknowledged.append(self.next)


def test_no_acknowledged_write_is_lost(tmp_path: Path) -> None:
    with serving(tmp_path / "home") as rapport:
        url = database_urls(rapport.home, {})["owner"]
        with psycopg.connect(url) as connection:
            connection.execute("create table written (n bigint primary key)")
        stopped = threading.Event()
        writers = [Writer(rapport.home, number, stopped) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        for _ in range(KILLS):
            _wait_for_writes(writers)
            _kill_and_wait(rapport)
        stopped.set()
        for writer in writers:
            writer.join()
        with psycopg.connect(url) as connection:
            kept = {row[0] for row in connection.execute("select n from written")}
        acknowledged = {n for writer in writers for n in writer.acknowledged}
        assert len(acknowledged) > KILLS * 200
        assert not acknowledged - kept


def _wait_for_writes(writers: list[Writer]) -> None:
    had = sum(len(writer.acknowledged) for writer in writers)
    wait_for(lambda: sum(len(writer.acknowledged) for writer in writers) > had + 200, "more writes")


def _kill_and_wait(rapport: Running) -> None:
    killed = rapport.postmaster()
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: rapport.find_postmaster() not in (killed, None), "another server", BACK_WITHIN)
    url = database_urls(rapport.home, {})["owner"]
    wait_for(lambda: answers(url), "the database", BACK_WITHIN)
    wait_for(lambda: rapport.get("/readyz") == 200, "service", BACK_WITHIN)
