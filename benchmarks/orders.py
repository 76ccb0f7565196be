"""Import the Online Retail file to customers, products, orders and worth; sums must agree to the cent."""

import csv
import lzma
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rapport.analytical.value.api import get_revenue
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import system_actor
from rapport.kernel.tenancy.api import as_tenant, create_tenant
from rapport.site.bench.contracts import Figure
from rapport.site.bench.floors import copy_file
from rapport.site.bench.imports import Imported, import_file
from rapport.site.bench.place import Place
from rapport.site.bench.published import data_folder

DATA = "online_retail/online_retail_to_2011-08.csv.xz"
LINES, SECONDS, MEMORY = 320_705, 40, 512


@dataclass(frozen=True, slots=True)
class Truth:
    """What an independent count of the file gives, in pence."""

    lines: int
    customers: int
    buyers: int
    gross_minor: int


def run(place: Place) -> list[Figure]:
    """Unpack (a tenth of) the file, count it by hand, import it, compare."""
    file = _unpack(place)
    truth = _count(file)
    floor = copy_file(place, file, _columns(file), ("InvoiceNo", "CustomerID"))
    tenant = create_tenant("bench", "Bench", currency="GBP", zone="Europe/London", country="GB")
    done = import_file(place, "orders", file, "bench", "--preset", "online-retail")
    with as_tenant(tenant.id):
        curve = get_revenue(system_actor(tenant.id)).curve
    accounted = done.answer["accepted"] + done.answer["rejected"]
    seconds = floor.reading.seconds
    return [
        Figure(
            f"{truth.lines:,} order lines to customers, products, orders, worth",
            done.reading.seconds,
            "s",
            seconds,
            goal=SECONDS,
            better="less",
        ),
        Figure("CPU of import and database", _cpu(done), "s", floor.reading.cpu_seconds, better="less"),
        Figure("order lines", truth.lines / done.reading.seconds, "rows/s", floor.rows_per_second),
        Figure("memory of the import", done.reading.peak_mib["command"], "MiB", goal=MEMORY, better="less"),
        Figure("lines neither accepted nor rejected", truth.lines - accounted, "rows", goal=0, better="less"),
        _off("customers", truth.customers, done.answer["customers"]),
        _off("customers with worth", truth.buyers, curve.customers),
        _off("pence of worth", truth.gross_minor, curve.revenue_minor),
    ]


def _cpu(done: Imported) -> float:
    return done.reading.cpu_of("command", "postgresql")


def _off(what: str, expected: int, found: int) -> Figure:
    return Figure(f"{what} off the file's own {expected:,}", abs(expected - found), "", goal=0, better="less")


def _unpack(place: Place) -> Path:
    folder = data_folder()
    if not (folder / DATA).exists():
        raise Missing(f"The file {DATA} is not on this machine; RAPPORT_DATA names the folder it lies in.")
    target = place.home / "orders.csv"
    with (
        lzma.open(folder / DATA, "rt", encoding="utf-8") as source,
        target.open("w", encoding="utf-8") as out,
    ):
        for number, line in enumerate(source):
            if number > place.scale(LINES):
                break
            out.write(line)
    return target


def _columns(file: Path) -> list[str]:
    with file.open(encoding="utf-8", newline="") as source:
        return next(csv.reader(source))


def _count(file: Path) -> Truth:
    """Count by hand: worth is of known customers, purchases only, every line rounded to the penny."""
    lines, known, spent = 0, set(), Counter[str]()
    with file.open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            lines += 1
            if not row["CustomerID"]:
                continue
            known.add(row["CustomerID"])
            amount = Decimal(row["UnitPrice"]) * int(row["Quantity"])
            if not row["InvoiceNo"].startswith("C") and int(row["Quantity"]) > 0 and amount > 0:
                spent[row["CustomerID"]] += round(amount * 100)
    return Truth(lines, len(known), len(spent), sum(spent.values()))
