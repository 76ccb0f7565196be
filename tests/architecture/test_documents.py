"""The documents are true: links lead somewhere, commands and files exist, every room is on the map."""

import re
import subprocess
from pathlib import Path

import pytest

from rapport.site.cli import verb_files
from rapport.site.rooms import ROOMS
from rapport.site.values import SETTINGS
from tests.architecture.sources import ROOT, SOURCE

DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *SOURCE.rglob("README.md")])
LINK = re.compile(r"\]\(([^)#]+?)(?:#[^)]*)?\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
VERB = re.compile(r"(?:`|^ {4})rapport ([a-z-]+)", re.MULTILINE)
TARGET = re.compile(r"(?:`|^ {4})make ([a-z-]+)", re.MULTILINE)
VALUE = re.compile(r"`(RAPPORT_[A-Z_]+|DATABASE_URL)[`=]")
FILE = re.compile(
    r"`((?:site|desk|operational|analytical|customers|ui|kernel|tests|tools|benchmarks)/[\w/.]+\.\w+)`"
)
OUTSIDE = frozenset(
    {"RAPPORT_DATA", "RAPPORT_SCREENS", "RAPPORT_CHROMIUM", "RAPPORT_FAULTS", "RAPPORT_PASSWORD_"}
)
"""Values of tests, not of the product."""


def _named(document: Path) -> str:
    return str(document.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=_named)
def test_a_document_is_true(document: Path) -> None:
    text = document.read_text("utf-8")
    links = [link for link in LINK.findall(CODE.sub("", text)) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == [], "links lead nowhere"
    assert sorted(set(VERB.findall(text)) - verb_files().keys()) == [], "there is no such command"
    assert sorted(set(TARGET.findall(text)) - _targets()) == [], "make knows no such target"
    known = {setting.name for setting in SETTINGS} | OUTSIDE
    assert sorted(set(VALUE.findall(text)) - known) == [], "`rapport config` does not show it"
    beside = (SOURCE, ROOT, document.parent, document.parent / "templates", SOURCE / "ui" / "static")
    lost = [name for name in FILE.findall(text) if not any((place / name).exists() for place in beside)]
    assert lost == [], "there is no such file"


def test_every_room_is_on_the_map() -> None:
    text = (ROOT / "docs" / "map.md").read_text("utf-8")
    drawn = text.partition("```")[2].partition("```")[0]
    words = set(re.findall(r"[a-z_]+", drawn))
    rooms = {room.rpartition(".")[2] for room in ROOMS}
    assert sorted(rooms - words) == [], "docs/map.md does not show these rooms"


def test_decisions_are_numbered_once() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")]
    assert sorted(numbers) == sorted(set(numbers))
    wrong = [
        path.name
        for path in (ROOT / "docs" / "decisions").glob("*.md")
        if not path.read_text("utf-8").startswith(f"# {path.name[:4]}. ")
    ]
    assert wrong == []


def test_every_value_an_operator_may_set_is_explained() -> None:
    assert [setting.name for setting in SETTINGS if len(setting.about) < 10] == []


def test_resolving_the_dependencies_installs_nothing() -> None:
    """`make lock` writes lock files; it once took the development packages out of the environment."""
    words = ["make", "--dry-run", "--what-if=pyproject.toml", "lock"]
    planned = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert "lock --quiet" in planned
    assert "tools/install" not in planned
    assert " sync" not in planned


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
