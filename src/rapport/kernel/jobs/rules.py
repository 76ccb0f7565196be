"""Pure decisions about jobs: when to try again."""

FIRST_PAUSE = 5
LONGEST_PAUSE = 900


def pause_before(attempt: int) -> int:
    """Return the seconds before the next attempt, after so many: 5, 20, 80, 320, then 900."""
    return int(min(LONGEST_PAUSE, FIRST_PAUSE * 4 ** max(0, attempt - 1)))
