"""The project's own Python files, parsed once for all tests of the walls."""

import ast
import gc
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src" / "rapport"
FLOORS = ("desk", "operational", "collaborative", "analytical", "customers", "bigdata")
"""The floors whose rooms keep strictly to the storeys; kernel, ui and site have shapes of their own."""


@dataclass(frozen=True)
class Source:
    """One file: its path below the repository, its text, its tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path as it is shown in a failure."""
        return str(self.path.relative_to(ROOT))

    @property
    def is_test(self) -> bool:
        """Tell whether it belongs to tests."""
        return "tests" in self.path.parts or self.path.name == "conftest.py"

    @property
    def is_migration(self) -> bool:
        """Tell whether it is a migration."""
        return self.path.parent.name == "migrations"


@cache
def product() -> tuple[Source, ...]:
    """Return every Python file of the product; a million nodes, which the collector need not look through."""
    gc.disable()
    try:
        return tuple(_read(SOURCE.rglob("*.py")))
    finally:
        gc.freeze()
        gc.enable()


def rooms() -> list[Path]:
    """Return the folder of every room on the strict floors."""
    return sorted(
        folder
        for floor in FLOORS
        for folder in (SOURCE / floor).glob("*")
        if folder.is_dir() and (folder / "__init__.py").exists()
    )


def _read(paths: Iterator[Path]) -> Iterator[Source]:
    for path in sorted(paths):
        text = path.read_text("utf-8")
        yield Source(path, text, ast.parse(text))
