"""Pure decisions of mail: when to try again, what a header may hold."""

from datetime import timedelta

ATTEMPTS = 5


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: 1, 5, 25, 125 minutes."""
    return timedelta(minutes=5 ** max(attempts - 1, 0))


def one_line(text: str, longest: int = 200) -> str:
    """Return a text as a header may hold it: one line, no control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:longest]
