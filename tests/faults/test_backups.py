"""A backup taken while programs write comes back in an empty home: same rows, same checksums, every file."""

import hashlib
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from rapport.kernel.embedded.api import running_server
from rapport.site.tests.running import environment, run, serving
from tests.programs import Program, ask_as_keeper, found_business, wait_for_more

PROGRAMS = 3
MORE = 30
TABLES = ("party", "contact_point", "attachment", "blob", "change", "fact")
ROWS = "select '{table} ' || id, md5(t::text) from {table} t where id <> '{kept_with}'"
TORN = "select count(*) from party p where not exists (select from contact_point c where c.party_id = p.id)"
BLOBS = "select replace(tenant_id::text, '-', ''), encode(sha256, 'hex') from blob"
BOUNDARY = "fire"


class FileProgram(Program):
    """Keeps files with one customer, each of a content of its own."""

    kept_with = ""

    def write(self, key: str) -> int:
        head = f'Content-Disposition: form-data; name="upload"; filename="{key}.txt"\r\n'
        body = f"--{BOUNDARY}\r\n{head}Content-Type: text/plain\r\n\r\n{key}\r\n--{BOUNDARY}--\r\n"
        media_type = f"multipart/form-data; boundary={BOUNDARY}"
        return self.post(f"/customers/{self.kept_with}/files", body.encode(), key, media_type)[0]


@dataclass(frozen=True, slots=True)
class Compared:
    """What is wrong with a restored home: writes lost, rows changed, customers without their contact point,
    files that are not there; or why it could not be restored.
    """

    lost: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    torn: int = 0
    files: frozenset[str] = frozenset()
    refused: str = ""


def back_up_under_load(folder: Path, fault: str, *words: str) -> Compared:
    """Back up while programs write, restore into an empty home, compare."""
    home, other = folder / "home", folder / "other"
    with serving(home) as rapport:
        token = found_business(home)
        stopped = threading.Event()
        programs = [Program(rapport.port, token, stopped) for _ in range(PROGRAMS)]
        files = FileProgram(rapport.port, token, stopped)
        point = b'{"name": "Keeper", "contact_points": [{"kind": "email", "value": "k@example.com"}]}'
        status, kept = files.post("/customers", point, str(uuid4()))
        assert status == 201
        files.kept_with = kept["id"]
        everybody = [*programs, files]
        for program in everybody:
            program.start()
        wait_for_more(programs, MORE)
        wait_for_more([files], 1)
        before = {name for program in programs for name in program.done}
        command = [sys.executable, "-m", "tests.faults.backup_under_fire", fault, *words]
        taken = subprocess.run(
            [*command, "--to", str(folder / "backup")],
            env=environment(home),
            capture_output=True,
            text=True,
            check=False,
        )
        wait_for_more(programs, 1)
        stopped.set()
        for program in everybody:
            program.join()
        assert taken.returncode == 0, taken.stderr
        assert [one for program in everybody for one in program.refused] == []
        original = _rows(home, files.kept_with)
    restored = run(other, "restore", str(folder / "backup"))
    if restored.returncode:
        return Compared(refused=restored.stderr)
    with running_server(other):
        copy = _rows(other, files.kept_with)
        names = {name for (name,) in ask_as_keeper(other, "select name from party")}
        torn = ask_as_keeper(other, TORN)[0][0]
        blobs = ask_as_keeper(other, BLOBS)
    assert len(copy) > len(before)
    return Compared(
        lost=frozenset(before - names),
        changed=frozenset(row for row, digest in copy.items() if original.get(row) != digest),
        torn=torn,
        files=frozenset(digest for business, digest in blobs if _digest(other, business, digest) != digest),
    )


def _rows(home: Path, kept_with: str) -> dict[str, str]:
    statements = (ROWS.format(table=table, kept_with=kept_with) for table in TABLES)
    return {row: digest for statement in statements for row, digest in ask_as_keeper(home, statement)}


def _digest(home: Path, business: str, digest: str) -> str:
    place = home / "blobs" / business / digest[:2] / digest
    return hashlib.sha256(place.read_bytes()).hexdigest() if place.exists() else "missing"


@pytest.mark.parametrize("words", [(), ("--portable",)], ids=["files", "portable"])
def test_a_backup_under_load_comes_back_whole(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert back_up_under_load(tmp_path, "none", *words) == Compared()


def test_files_copied_before_the_rows_that_name_them_would_be_seen(tmp_path: Path) -> None:
    assert back_up_under_load(tmp_path, "files-first").files


def test_tables_copied_at_a_moment_each_would_be_seen(tmp_path: Path) -> None:
    found = back_up_under_load(tmp_path, "table-by-table", "--portable")
    assert found.torn or "violates foreign key constraint" in found.refused
