"""Whether a channel's process should run: a file in the home says so, read without a database."""

from pathlib import Path


def want_channel(home: Path, channel: str) -> None:
    """Say that a channel has accounts to work for, so that its process is started."""
    place = _place(home)
    place.mkdir(parents=True, exist_ok=True)
    (place / channel).touch()


def is_channel_wanted(home: Path, channel: str) -> bool:
    """Tell whether a channel's process should run."""
    return (_place(home) / channel).exists()


def clear_wanted_channel(home: Path, channel: str) -> None:
    """Say that a channel has no account left; call it before looking, so that a new one is not missed."""
    (_place(home) / channel).unlink(missing_ok=True)


def _place(home: Path) -> Path:
    return home / "channels"
