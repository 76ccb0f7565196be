"""A gigabyte through the doors people use, the command and an upload: counted or clearly refused, at most
512 MB of memory for each process, and whoever else asks is answered all the while.
"""

import http.client
import json
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from rapport.site.tests.running import Running, command, environment, serving, wait_for
from tests.hostile.test_huge_input import PEAK_MB, PIECE, SIZE, only_in_full, x
from tests.programs import BUSINESS, found_business

pytestmark = only_in_full
BEFORE, AFTER = b"id,name\n1,Ada\n2,", b"\n3,Bob\n"
BOUNDARY = "huge"
HEAD = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="kind"\r\n\r\ncustomers\r\n'
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n'
    "Content-Type: text/csv\r\n\r\n"
).encode()
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()
LENGTH = len(HEAD + BEFORE + AFTER + TAIL) + SIZE
LIMIT = 1024**3
PATIENCE = 1_800.0
"""Seconds; a gigabyte is read, kept and looked through by a machine that does other things too."""


@pytest.fixture
def rapport(tmp_path: Path) -> Iterator[Running]:
    """A whole Rapport in a home of its own."""
    with serving(tmp_path / "home") as running:
        yield running


@contextmanager
def asking(rapport: Running) -> Iterator[None]:
    """Ask whether it serves, again and again while the block runs: the answer is always yes."""
    statuses: list[int] = []
    stopped = threading.Event()

    def ask() -> None:
        statuses.append(rapport.get("/readyz", 60))
        while not stopped.wait(0.5):
            statuses.append(rapport.get("/readyz", 60))

    asker = threading.Thread(target=ask)
    asker.start()
    try:
        yield
    finally:
        stopped.set()
        asker.join()
    assert set(statuses) == {200}


def peak_mb(pid: int) -> int:
    """Return the most memory a process ever held; 0 where it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) // 1024 if found else 0


def call(rapport: Running, token: str, method: str, path: str) -> dict[str, Any]:
    """Call the API; returns what it answers."""
    connection = http.client.HTTPConnection("127.0.0.1", rapport.port, timeout=60)
    try:
        connection.request(method, f"/api/v1{path}", headers={"Authorization": f"Bearer {token}"})
        answer: dict[str, Any] = json.loads(connection.getresponse().read())
        return answer
    finally:
        connection.close()


def upload(rapport: Running, token: str, length: int, pieces: Iterator[bytes]) -> tuple[int, dict[str, Any]]:
    """Post a file of an announced length; returns the status and the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", rapport.port, timeout=PATIENCE)
    try:
        connection.putrequest("POST", "/api/v1/imports")
        connection.putheader("Authorization", f"Bearer {token}")
        connection.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
        connection.putheader("Content-Length", str(length))
        connection.endheaders()
        for piece in pieces:
            connection.send(piece)
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def test_a_huge_line_by_the_command(rapport: Running, tmp_path: Path) -> None:
    found_business(rapport.home)
    path = tmp_path / "a.csv"
    with path.open("wb") as out:
        out.writelines(x(BEFORE, AFTER))
    words = command("import", "customers", str(path), "--tenant", BUSINESS, "--wait", "--json")
    peak = 0
    with asking(rapport):
        process = subprocess.Popen(words, env=environment(rapport.home), stdout=subprocess.PIPE, text=True)
        tick = threading.Event()
        while process.poll() is None:
            peak = max(peak, peak_mb(process.pid))
            tick.wait(0.05)
        said, _ = process.communicate()
    told = json.loads(said.splitlines()[-1])
    assert (process.returncode, told["accepted"], told["rejected"]) == (0, 2, 1)
    assert 0 < peak <= PEAK_MB


def test_a_huge_line_by_an_upload(rapport: Running) -> None:
    token = found_business(rapport.home)
    with asking(rapport):
        status, draft = upload(rapport, token, LENGTH, x(HEAD + BEFORE, AFTER + TAIL))
        assert status == 201, draft
        path = f"/imports/{draft['id']}"
        call(rapport, token, "POST", f"{path}/start")
        ended = ("done", "failed", "cancelled")
        wait_for(lambda: call(rapport, token, "GET", path)["status"] in ended, "the import", PATIENCE)
        peaks = {verb: peak_mb(rapport.child(verb).pid) for verb in ("web", "worker")}
    told = call(rapport, token, "GET", path)
    assert (told["status"], told["accepted"], told["rejected"]) == ("done", 2, 1)
    assert max(peaks.values()) <= PEAK_MB, peaks


def test_what_is_longer_than_the_limit_is_refused_before_it_is_sent(rapport: Running) -> None:
    token = found_business(rapport.home)
    with asking(rapport):
        status, told = upload(rapport, token, LIMIT + PIECE, iter(()))
    assert (status, told["detail"]) == (
        413,
        "What you sent is longer than 1024 MB. Nothing was changed; send it in parts.",
    )
    assert peak_mb(rapport.child("web").pid) <= PEAK_MB
