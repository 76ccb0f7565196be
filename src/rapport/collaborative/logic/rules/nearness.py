"""Typing errors: how many letters are put in, left out, changed or swapped between two words."""

SHORTEST, TWICE = 4, 8
"""From how many letters on one error is forgiven, and two."""


def forgiven(word: str) -> int:
    """Return how many errors a word of this length forgives."""
    return 2 if len(word) >= TWICE else 1 if len(word) >= SHORTEST else 0


def is_near(said: str, word: str) -> bool:
    """Tell whether what was said is a word with typing errors as many as it forgives, or fewer."""
    most = forgiven(word)
    if abs(len(said) - len(word)) > most:
        return said == word
    return said == word or (most > 0 and distance(said, word) <= most)


def distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance (Damerau 1964) of two words."""
    before, last = list[int](), list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, there in enumerate(other, 1):
            cost = min(row[to - 1] + 1, last[to] + 1, last[to - 1] + (letter != there))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == there:
                cost = min(cost, before[to - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
