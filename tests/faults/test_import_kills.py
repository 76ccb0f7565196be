"""An import killed at any moment goes on where it stopped: nothing doubled, nothing lost, every row
accounted for.
"""

import os
import random
import subprocess
import sys
from pathlib import Path

from django.db import connection, connections

from rapport.customers.intake.api import get_progress, take_path
from rapport.kernel.tenancy.api import as_tenant
from tests.house import Shop

ROWS = 3_000
KILLS = 6


WHOLE = ((ROWS, ROWS - 30, 30), [(ROWS - 30, ROWS - 30), (ROWS - 30, ROWS - 30), (30, 30)])
COUNTS = (
    "select count(*), count(distinct name) from party",
    "select count(*), count(distinct normal) from contact_point",
    "select count(*), count(distinct row_number) from import_reject",
)


def start(shop: Shop, import_id: object, *faults: str) -> "subprocess.Popen[str]":
    """Run the import on the test's database in another process."""
    owner = connections["owner"].settings_dict
    url = f"postgresql://{owner['USER']}:{owner['PASSWORD']}@{owner['HOST']}:{owner['PORT']}/{owner['NAME']}"
    command = [
        sys.executable,
        "-m",
        "tests.faults.import_under_fire",
        str(shop.tenant_id),
        str(import_id),
        *faults,
    ]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DATABASE_URL": url},
    )


def burn(shop: Shop, folder: Path, *faults: str) -> object:
    """Kill an import again and again, let a last run end it; return its counts and the database's."""
    path = folder / "c.csv"
    lines = [f"{n},Name {n},{'bad' if n % 100 == 0 else f'n{n}@example.com'}\n" for n in range(1, ROWS + 1)]
    path.write_text("id,name,email\n" + "".join(lines))
    run = take_path(path, "customers", actor=shop.actor)
    dice = random.Random(5)
    for _ in range(KILLS):
        process = start(shop, run.id, *faults)
        assert process.stdout is not None
        for _line in range(dice.randint(1, 2)):
            process.stdout.readline()
        process.kill()
        process.wait()
    start(shop, run.id, *faults).communicate()
    progress = get_progress(run.id, actor=shop.actor)
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        found = []
        for statement in COUNTS:
            cursor.execute(statement)
            found.append(cursor.fetchone())
    return (progress.rows, progress.accepted, progress.rejected), found


def test_kills_double_and_lose_nothing(shop: Shop, tmp_path: Path) -> None:
    assert burn(shop, tmp_path) == WHOLE


def test_a_run_that_forgets_what_has_landed_would_be_seen(shop: Shop, tmp_path: Path) -> None:
    """The control: without its marks a run that was killed is not the same in the end."""
    assert burn(shop, tmp_path, "forgetful") != WHOLE
