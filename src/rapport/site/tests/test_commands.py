"""The commands others script, word for word, and what they print."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rapport.kernel.embedded.api import ensure_server, stop_server
from rapport.site.tests.running import MakeHome, environment, run

FOUND = """
from rapport.site import runtime
runtime.set_up_django()
from rapport.kernel.identity.api import found_roles
from rapport.kernel.tenancy.api import create_tenant
found_roles(create_tenant("shop", "Shop", currency="EUR", zone="Europe/Berlin", country="DE").id)
"""
ORDERS = """Rechnung,Wann,Wer,Artikel,Text,Menge,Preis,Land,Währung
A1,2026-01-02 10:00,17850.0,S1,Tea,2,3.50,DE,EUR
A1,2026-01-02 10:00,17850.0,S2,Cup,1,7.00,DE,EUR
CA1,2026-01-03 10:00,17850.0,S1,Tea,-1,3.50,DE,EUR
A2,2026-01-04 10:00,,S1,Tea,1,3.50,DE,EUR
A3,never,9,S1,Tea,1,3.50,DE,EUR
"""
COLUMNS = {
    "invoice": "Rechnung",
    "at": "Wann",
    "customer": "Wer",
    "sku": "Artikel",
    "description": "Text",
    "quantity": "Menge",
    "price": "Preis",
    "country": "Land",
    "currency": "Währung",
}
RETAIL = """InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
"""


@pytest.fixture(scope="module")
def home(migrated_home: MakeHome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = migrated_home(tmp_path_factory.mktemp("commands") / "home")
    ensure_server(place)
    subprocess.run([sys.executable, "-c", FOUND], env=environment(place), check=True)
    yield place
    stop_server(place)


def test_a_token_is_all_that_is_printed(home: Path) -> None:
    made = run(home, "token", "create", "--tenant", "shop", "--role", "admin")
    assert made.returncode == 0, made.stderr
    assert re.fullmatch(r"rpt_[\w-]{40,}\n", made.stdout)
    unknown = run(home, "token", "create", "--tenant", "nobody", "--role", "admin")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert unknown.stderr.startswith("rapport token: ")


def test_an_order_file_is_imported_by_a_mapping(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(ORDERS)
    words = [word for field, column in COLUMNS.items() for word in ("--map", f"{field}={column}")]
    done = run(home, "import", "orders", str(file), "--tenant", "shop", *words, "--wait", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    figures = {name: told[name] for name in ("accepted", "rejected", "customers", "products", "orders")}
    assert figures == {"accepted": 4, "rejected": 1, "customers": 1, "products": 2, "orders": 3}
    assert isinstance(told["seconds"], float | int)


def test_an_order_file_is_imported_by_a_preset(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "retail.csv"
    file.write_text(RETAIL)
    words = ("--tenant", "shop", "--preset", "online-retail", "--wait", "--json")
    done = run(home, "import", "orders", str(file), *words)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["accepted"] == 1


def test_every_bench_is_named(home: Path) -> None:
    listed = run(home, "bench", "--list")
    assert listed.returncode == 0
    assert {"import", "orders", "api"} <= {line.split()[0] for line in listed.stdout.splitlines()}
    unknown = run(home, "bench", "nothing", "--json", "--small")
    assert unknown.returncode == 1
    assert "There are: " in unknown.stderr


def test_every_command_says_what_it_does(home: Path) -> None:
    told = run(home).stdout
    for verb in ("up", "web", "worker", "migrate", "demo", "import", "export", "token", "doctor"):
        assert re.search(rf"^ +{verb} +\w", told, re.MULTILINE), verb
    for verb in ("backup", "restore", "bench", "config"):
        assert re.search(rf"^ +{verb} +\w", told, re.MULTILINE), verb
