"""What the lake's process is told by files in the home: that there is work, that a backup was restored."""

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


def note_restored(home: Path) -> None:
    """Say that the database is another than the lake was filled from."""
    _restored(home).touch()


def is_restored(home: Path) -> bool:
    """Tell whether the lake is still to be filled from a restored database."""
    return _restored(home).exists()


def forget_restored(home: Path) -> None:
    """Say that a lake was chosen for the restored database."""
    _restored(home).unlink(missing_ok=True)


def _mark(home: Path) -> Path:
    return Layout(home).lake / "wanted"


def _restored(home: Path) -> Path:
    return Layout(home).lake / "restored"
