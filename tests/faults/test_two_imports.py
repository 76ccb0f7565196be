"""Two imports of one file at once bring each customer once: one waits until it can meet the other's."""

from pathlib import Path
from threading import Thread
from typing import IO

from django.db import connection

from rapport.customers.intake.api import get_progress, take_path
from rapport.kernel.tenancy.api import as_tenant
from rapport.site.tests.running import wait_for
from tests.faults.test_import_kills import start
from tests.house import Shop

ROWS = 600
WAITING = """
select count(*) from pg_locks l join pg_database d on d.oid = l.database
 where l.locktype = 'advisory' and not l.granted and d.datname = current_database()
"""
KEPT = "select (select count(*) from party), count(*), count(distinct normal) from contact_point"


def side_by_side(shop: Shop, folder: Path, *faults: str) -> tuple[list[int], tuple[int, ...]]:
    """Run two imports of one file in step; return the rows each accepted, and what is kept."""
    path = folder / "c.csv"
    path.write_text("name,email\n" + "".join(f"Name {n},n{n}@example.com\n" for n in range(ROWS)))
    runs = [take_path(path, "customers", actor=shop.actor) for _ in range(2)]
    processes = [start(shop, run.id, "in-step", *faults) for run in runs]
    said: list[list[str]] = [[], []]
    readers = [
        Thread(target=_listen, args=(process.stdout, lines), daemon=True)
        for process, lines in zip(processes, said, strict=True)
    ]
    for reader in readers:
        reader.start()
    wait_for(lambda: _met(said) == 2 or (_met(said) == 1 and _waits()), "both to be under way")
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.close()
    for process, reader in zip(processes, readers, strict=True):
        reader.join()
        assert process.wait() == 0
    accepted = [get_progress(run.id, actor=shop.actor).accepted for run in runs]
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute(KEPT)
        return accepted, cursor.fetchone()


def _listen(output: IO[str], lines: list[str]) -> None:
    lines.extend(output)


def _met(said: list[list[str]]) -> int:
    return sum("met\n" in lines for lines in said)


def _waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])


def test_two_imports_of_one_file_bring_each_customer_once(shop: Shop, tmp_path: Path) -> None:
    assert side_by_side(shop, tmp_path) == ([ROWS, ROWS], (ROWS, ROWS, ROWS))


def test_imports_that_do_not_wait_for_each_other_would_be_seen(shop: Shop, tmp_path: Path) -> None:
    _, (customers, points, addresses) = side_by_side(shop, tmp_path, "heedless")
    assert (addresses, customers > ROWS, points > ROWS) == (ROWS, True, True)
