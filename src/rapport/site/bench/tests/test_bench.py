"""The figures' form, the meters, the floors on a real server, and the list of benchmarks."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rapport.kernel.errors import Conflict, Missing
from rapport.site.bench.benches import get_bench, list_benches
from rapport.site.bench.contracts import Figure
from rapport.site.bench.floors import copy_file, insert_durably
from rapport.site.bench.meter import measured, percentile
from rapport.site.bench.place import bench_place
from rapport.site.bench.report import as_json


def test_a_figure_says_what_it_is_worth() -> None:
    rate = Figure("rows", 5000, "rows/s", floor=40_000, goal=5000)
    assert rate.as_json() == {
        "work": "rows",
        "value": 5000,
        "unit": "rows/s",
        "floor": 40_000,
        "ratio": 8.0,
        "goal": 5000,
        "met": True,
    }
    time = Figure("open", 92.123456, "ms", floor=2, goal=80, better="less")
    assert (time.ratio, time.met, time.as_json()["value"]) == (46.061728, False, 92.12)
    assert Figure("alone", 1, "s").as_json()["ratio"] is None


def test_the_json_is_the_published_form() -> None:
    body = json.loads(as_json("import", {"cores": 2}, [Figure("rows", 1, "s")]))
    assert list(body) == ["name", "machine", "figures"]
    assert list(body["figures"][0]) == ["work", "value", "unit", "floor", "ratio", "goal", "met"]


def test_cpu_and_memory_are_read() -> None:
    with measured({"me": os.getpid()}) as reading:
        sum(number * number for number in range(2_000_000))
    assert 0 < reading.cpu["me"] <= reading.seconds * 3
    assert reading.peak_mib["me"] > 10


def test_a_tree_that_has_ended_is_read_until_somebody_waited_for_it() -> None:
    work = "import time\nwhile time.process_time() < 0.5: pass"
    with subprocess.Popen([sys.executable, "-c", work], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        with measured({"work": process.pid, "me": os.getpid()}) as reading:
            process.stdout.read()
        assert reading.cpu["work"] >= 0.4
        assert -0.05 <= reading.cpu["me"] < 0.4
        with pytest.raises(Conflict), measured({"work": process.pid}):
            process.wait()


def test_percentiles_are_readings() -> None:
    assert percentile(list(range(100)), 0.95) == 95
    assert percentile([7.0], 0.95) == 7.0


def test_every_benchmark_has_a_name_and_a_sentence() -> None:
    benches = list_benches()
    assert all(bench.help.endswith(".") for bench in benches.values())
    with pytest.raises(Missing):
        get_bench("nonsense")


def test_a_benchmark_is_a_file_with_run(tmp_path: Path) -> None:
    (tmp_path / "import_.py").write_text('"""Reads."""\ndef run(place):\n    return []\n', "utf-8")
    (tmp_path / "helper.py").write_text('"""Does not run."""\n', "utf-8")
    benches = list_benches(tmp_path)
    assert list(benches) == ["import"]
    assert benches["import"].help == "Reads."


def test_floors_are_read_on_a_server_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("a,b\n" + "".join(f"{n},x{n}\n" for n in range(500)), "utf-8")
    before = os.environ.get("RAPPORT_HOME")
    with bench_place(small=True) as place:
        assert place.scale(1000) == 100
        copied = copy_file(place, file, ["a", "b"], ("a", "b"))
        assert copied.rows == 500
        assert copied.rows_per_second > 0
        assert insert_durably(place, clients=2, seconds=0.3) > 0
        home = place.home
    assert not home.exists()
    assert os.environ.get("RAPPORT_HOME") == before
