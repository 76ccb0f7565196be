"""What a portable backup says of itself: tables, rows, sequences, partitions, migrations."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rapport.kernel.errors import Invalid

NAME, VERSION = "tables.json", 1


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in the order of the file, and how many rows there are."""

    name: str
    columns: list[str]
    rows: int

    @property
    def file(self) -> str:
        """The name of the file beside the contents."""
        return f"{self.name}.copy.gz"


@dataclass(frozen=True, slots=True)
class Partition:
    """A partition that migrations do not make: its name, the table it is a part of, and its bound in SQL."""

    name: str
    parent: str
    bound: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The whole.

    `horizon` is the first transaction number the tables hold nothing of: history and facts are ordered by
    those numbers, so the database they go into must count from there.
    """

    version: int
    horizon: int
    migrations: list[list[str]]
    tables: list[Table]
    partitions: list[Partition]
    sequences: dict[str, int]

    def write(self, folder: Path) -> None:
        """Write it beside the tables."""
        (folder / NAME).write_text(json.dumps(asdict(self), indent=1), "utf-8")


def read_contents(folder: Path) -> Contents:
    """Read what a portable backup holds; raises Invalid for one of a newer make."""
    found: dict[str, Any] = json.loads((folder / NAME).read_text("utf-8"))
    if found["version"] > VERSION:
        raise Invalid("This backup was made by a newer Rapport.", code="newer_backup")
    tables = [Table(**one) for one in found.pop("tables")]
    partitions = [Partition(**one) for one in found.pop("partitions")]
    return Contents(**found, tables=tables, partitions=partitions)
