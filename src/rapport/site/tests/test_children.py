"""Children of the supervisor: forked from what is loaded, each with ids and addresses of its own."""

import os
import signal
import time
from pathlib import Path

import pytest
from django.conf import settings

from rapport.kernel.ids import new_id
from rapport.site import runtime
from rapport.site.supervisor.children import RENEWED_AFTER, Child
from rapport.site.tests.running import wait_for


@pytest.fixture
def child(tmp_path: Path) -> Child:
    """A child that ends well after a moment: it says the settings."""
    made = Child("config", ("config",), tmp_path / "config.log")
    made.start()
    wait_for(lambda: made.status is not None, "its end")
    return made


class TestKeepAlive:
    def test_who_ends_well_begins_anew_without_a_word(self, child: Child) -> None:
        assert child.status == 0
        assert "RAPPORT_HOME" in child.log.read_text()
        first = child.process
        assert child.keep_alive(child.started_at + RENEWED_AFTER + 1) is None
        assert child.process is not first
        assert child.deaths == 0
        child.kill()
        assert child.status == -signal.SIGKILL

    def test_who_ends_at_once_rests_first(self, child: Child) -> None:
        first = child.process
        sentence = child.keep_alive(time.monotonic())
        assert sentence is not None
        assert "config ended (exit status 0)" in sentence
        assert child.keep_alive(time.monotonic()) is None
        assert child.process is first


def test_forked_processes_make_different_ids() -> None:
    new_id()
    made = {_fork_and_make() for _ in range(20)}
    assert len({text[-12:] for text in made}) == 20


def _fork_and_make() -> str:
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(write, str(new_id()).encode())
        os._exit(0)
    os.waitpid(pid, 0)
    made = os.read(read, 64).decode()
    os.close(read)
    os.close(write)
    return made


def test_a_forked_process_learns_where_the_database_went(monkeypatch: pytest.MonkeyPatch) -> None:
    port = settings.DATABASES["default"]["PORT"]
    for alias in settings.DATABASES:
        monkeypatch.setitem(settings.DATABASES[alias], "PORT", 1)
    runtime.renew_addresses()
    assert settings.DATABASES["default"]["PORT"] == port
