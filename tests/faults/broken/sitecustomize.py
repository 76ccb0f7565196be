"""Breaks whatever Python starts with this folder on its path: the lake forgets batches, then writes them.

It is read before anything else, so it waits until the writer of the lake is imported, and changes it then.
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from threading import Event
from types import ModuleType
from typing import Any

WRITER = "rapport.bigdata.lake.operations.writing"
SECONDS = 1.0


def break_writer(writer: ModuleType) -> None:
    """Have the writer delete the rows of its batches a while before the table has their facts."""
    keep = writer.commit

    def forget_first(table: Any, rows: Any, number: int) -> None:
        writer._execute(writer._DONE, [table.tenant_id, table.fact, number])
        Event().wait(SECONDS)
        keep(table, rows, number)

    writer.commit = forget_first  # type: ignore[attr-defined]


class Breaker(MetaPathFinder):
    """Finds the writer of the lake, and breaks it once it is loaded."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path) if fullname == WRITER else None
        if spec is None or spec.loader is None:
            return None
        load = spec.loader.exec_module

        def load_broken(module: ModuleType) -> None:
            load(module)
            break_writer(module)

        spec.loader.exec_module = load_broken  # type: ignore[method-assign]
        return spec


sys.meta_path.insert(0, Breaker())
