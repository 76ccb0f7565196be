"""`make room`: what it writes obeys the walls, and its first test fails until the room promises something."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tools.contracts.house import STOREYS
from tools.new_room import make_room, register

from tests.architecture.sources import SOURCE


def test_a_new_room_has_storeys_readme_and_a_failing_test(tmp_path: Path) -> None:
    make_room("operational.returns", tmp_path / "rapport")
    room = tmp_path / "rapport" / "operational" / "returns"
    assert (room / "README.md").exists()
    assert {path.stem for path in room.glob("*.py")} - {"__init__"} <= set(STOREYS)
    for package in (tmp_path / "rapport", room.parent):
        (package / "__init__.py").write_text("")
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:django", "-c", "/dev/null", str(room / "tests")]
    done = subprocess.run(
        words, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "write the first function of api.py" in done.stdout


@pytest.mark.parametrize(
    "name", ["returns", "operational.utils", "operational.Returns", "cellar.wine", "kernel.tenancy"]
)
def test_a_wrong_name_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "kernel" / "tenancy").mkdir(parents=True)
    with pytest.raises(ValueError, match=r"\."):
        make_room(name, tmp_path)


def test_it_is_switched_on_behind_its_floor(tmp_path: Path) -> None:
    rooms = Path(shutil.copy(SOURCE / "site" / "rooms.py", tmp_path / "rooms.py"))
    register("customers.gifts", rooms)
    names = [
        line.strip(' ",\n') for line in rooms.read_text().splitlines() if line.strip().startswith('"rapport')
    ]
    at = names.index("rapport.customers.gifts")
    assert names[at - 1].startswith("rapport.customers.")
    assert not names[at + 1].startswith("rapport.customers.")
