"""The lake's process ends when there is nothing to do; a file in the home says that there is."""

from pathlib import Path

from rapport.kernel.embedded.api import Layout


def want_lake(home: Path) -> None:
    """Say that batches wait for the lake."""
    _mark(home).touch()


def is_wanted(home: Path) -> bool:
    """Tell whether batches wait for a lake's process that does not run."""
    return _mark(home).exists()


def clear_wanted(home: Path) -> None:
    """Say that a process looks after them; call it before looking, so that what comes later is not missed."""
    _mark(home).unlink(missing_ok=True)


def _mark(home: Path) -> Path:
    return Layout(home).lake / "wanted"
