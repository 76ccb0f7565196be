"""Files: their size, their first line, their names, and what must not stand in them."""

import ast
import re
from pathlib import Path

import pytest
from tools.contracts.house import STOREYS

from tests.architecture.sources import ROOT, SOURCE, product, rooms

LONGEST, LONGEST_TEST = 400, 500
JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "services", "managers", "signals"}
BESIDE_STOREYS = {"README.md", "templates", "static", "templatetags", "locale", "migrations", "tests"}
CHANNEL_FILES = {"transports", "fake.py", "captured"}
OWN_STOREYS = {"customers/intake": {"formats"}, "analytical/warehouse": {"marts"}}
"""What a room holds beside the storeys, each for a reason: intake's file formats, the SQL of the marts."""
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
MACHINE = re.compile(r"(/(?:work|tmp|root)/|/home/\w+/)")


def test_no_file_is_too_long() -> None:
    longest = {source.name: source.text.count("\n") for source in product()}
    too_long = {
        source.name: longest[source.name]
        for source in product()
        if longest[source.name] > (LONGEST_TEST if source.is_test else LONGEST) and not source.is_migration
    }
    assert not too_long, "past 250 lines a file becomes a folder of the same name, one file per use case"


def test_every_file_begins_with_what_it_is() -> None:
    silent = [
        source.name
        for source in product()
        if source.tree.body and not ast.get_docstring(source.tree) and not source.is_migration
    ]
    assert not silent, "a docstring on the first line of every file"


def test_no_junk_drawers() -> None:
    drawers = [str(path.relative_to(ROOT)) for path in SOURCE.rglob("*") if path.stem in JUNK_DRAWERS]
    assert not drawers, "name the thing it holds instead"


def test_rooms_keep_to_the_storeys() -> None:
    strange = [
        str(path.relative_to(ROOT))
        for room in rooms()
        for path in room.iterdir()
        if path.name != "__pycache__"
        and path.name not in BESIDE_STOREYS | {"__init__.py"}
        and path.stem not in STOREYS
        and path.name not in OWN_STOREYS.get(f"{room.parent.name}/{room.name}", set())
        and not ("collaborative" in room.parts and path.name in CHANNEL_FILES)
    ]
    assert not strange, f"a room holds only {', '.join(STOREYS)} (files or folders of that name)"


@pytest.mark.parametrize("room", rooms(), ids=lambda room: f"{room.parent.name}.{room.name}")
def test_every_room_introduces_itself(room: Path) -> None:
    readme = room / "README.md"
    assert readme.exists(), "half a page: purpose, words, facts in and out, first file to open"
    assert len(readme.read_text("utf-8").splitlines()) <= 60


def test_nothing_is_left_unfinished() -> None:
    assert not [source.name for source in product() if UNFINISHED.search(source.text)]


def test_no_test_runs_a_loop_in_its_own_thread() -> None:
    """It passes alone and fails behind a browser's test: `tests.loops.run_apart` runs it in another."""
    tests = [*(one for one in SOURCE.rglob("*.py") if "tests" in one.parts), *(ROOT / "tests").rglob("*.py")]
    runs = re.compile(r"\basyncio\.run\(")
    assert [str(one.relative_to(ROOT)) for one in tests if runs.search(one.read_text("utf-8"))] == []


def test_the_product_knows_no_machine() -> None:
    named = [source.name for source in product() if MACHINE.search(source.text) and not source.is_test]
    assert not named, "paths come from the home or the environment"


def test_every_door_is_documented() -> None:
    silent = [
        f"{source.name}: {node.name}"
        for source in product()
        if source.path.name == "api.py" or source.path.parent.name == "api"
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not silent, "every function of an api says what it does, takes, returns and refuses"
