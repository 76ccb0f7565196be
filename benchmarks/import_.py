"""Import a million customers from CSV by the command people use, beside a bare COPY of the same file."""

from customer_file import COLUMNS, write_customers

from rapport.kernel.tenancy.api import create_tenant
from rapport.site.bench.contracts import Figure
from rapport.site.bench.floors import copy_file
from rapport.site.bench.imports import count_written, import_file
from rapport.site.bench.place import Place

ROWS = 1_000_000
RATE, CPU, CPU_A_ROW, MEMORY = 5_000, 8, 2, 512


def run(place: Place) -> list[Figure]:
    """Write the file, read the floor, import, compare."""
    written = write_customers(place.home / "customers.csv", place.scale(ROWS))
    floor = copy_file(place, written.file, COLUMNS, ("email", "name"))
    create_tenant("bench", "Bench", country="CN")
    before = count_written(place)
    done = import_file(place, "customers", written.file, "bench")
    rows = count_written(place) - before
    cpu = done.reading.cpu_of("command", "postgresql")
    per_copy = cpu / written.rows / floor.cpu_per_row
    per_row = cpu / rows / floor.cpu_per_row
    accounted = done.answer["accepted"] + done.answer["rejected"]
    return [
        Figure(
            f"customers from CSV, {written.rows:,} rows",
            written.rows / done.reading.seconds,
            "rows/s",
            floor.rows_per_second,
            goal=RATE,
        ),
        Figure("CPU of import and database", cpu, "s", floor.reading.cpu_seconds, better="less"),
        Figure("CPU against a bare one-table COPY", per_copy, "times", 1, goal=CPU, better="less"),
        Figure("CPU against COPY, a row written", per_row, "times", 1, goal=CPU_A_ROW, better="less"),
        Figure("rows written a customer", rows / max(done.answer.get("customers", 0), 1), "rows"),
        Figure("memory of the import", done.reading.peak_mib["command"], "MiB", goal=MEMORY, better="less"),
        Figure("rows neither accepted nor rejected", written.rows - accounted, "rows", goal=0, better="less"),
        Figure("rows rejected", done.answer["rejected"], "rows", floor=written.bad),
    ]
