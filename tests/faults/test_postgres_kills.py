"""PostgreSQL is killed again and again under writing programs: no acknowledged write is lost or doubled."""

import os
import signal
import threading
from collections import Counter
from pathlib import Path

from rapport.kernel.embedded.api import Layout, answers, database_urls
from rapport.site.tests.running import Running, serving, wait_for
from tests.programs import Program, ask_as_keeper, found_business, wait_for_more

KILLS = 4
PROGRAMS = 4
MORE = 40
BACK_WITHIN = 240.0
"""Seconds; 30 on a machine that does nothing else."""
# The server answers before it has written: what it promised lies in its memory.
HASTY = """
synchronous_commit = 'off'
wal_writer_delay = '10s'
wal_writer_flush_after = '1GB'
"""


def burn(home: Path, *, hasty: bool = False) -> tuple[set[str], Counter[str]]:
    """Write and kill; return what was acknowledged, and how often each is there."""
    with serving(home) as rapport:
        token = found_business(rapport.home)
        if hasty:
            (Layout(home).data / "postgresql.auto.conf").write_text(HASTY)
            _kill_and_wait(rapport)
        stopped = threading.Event()
        programs = [Program(rapport.port, token, stopped) for _ in range(PROGRAMS)]
        for program in programs:
            program.start()
        for _ in range(KILLS):
            wait_for_more(programs, MORE)
            _kill_and_wait(rapport)
        stopped.set()
        for program in programs:
            program.join()
        assert [one for program in programs for one in program.refused] == []
        kept = Counter(name for (name,) in ask_as_keeper(home, "select name from party"))
    return {name for program in programs for name in program.done}, kept


def test_no_acknowledged_write_is_lost(tmp_path: Path) -> None:
    acknowledged, kept = burn(tmp_path / "home")
    assert len(acknowledged) >= KILLS * MORE
    assert acknowledged - kept.keys() == set()
    assert [name for name, times in kept.items() if times > 1] == []


def test_a_server_that_answers_before_it_writes_would_be_seen(tmp_path: Path) -> None:
    acknowledged, kept = burn(tmp_path / "home", hasty=True)
    assert acknowledged - kept.keys()


def _kill_and_wait(rapport: Running) -> None:
    killed = rapport.postmaster()
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: rapport.find_postmaster() not in (killed, None), "another server", BACK_WITHIN)
    url = database_urls(rapport.home, {})["owner"]
    wait_for(lambda: answers(url), "the database", BACK_WITHIN)
    wait_for(lambda: rapport.get("/readyz") == 200, "service", BACK_WITHIN)
