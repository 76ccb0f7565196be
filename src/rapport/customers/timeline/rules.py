"""Pure decisions of the room: whom a text names, and what a note is headed by."""

from collections.abc import Iterable
from uuid import UUID

MOST_MENTIONS = 50
LONGEST_HEADING = 120


def heading_of(body: str) -> str:
    """Return a note's first line, a long one up to its last whole word; the rest is told below it."""
    line = body.partition("\n")[0]
    if len(line) <= LONGEST_HEADING:
        return line
    whole, space, _rest = line[: LONGEST_HEADING + 1].rpartition(" ")
    return whole if space else line[:LONGEST_HEADING]


def find_mentions(text: str, people: Iterable[tuple[UUID, str]]) -> list[UUID]:
    """Return whom a text names by @ and their whole name, in the order of the text, each once.

    The longest name that fits counts: “@Ann Lee” is Ann Lee, not Ann. A name ends where its letters end.
    """
    names = sorted(((name.casefold(), one) for one, name in people if name), key=lambda pair: -len(pair[0]))
    folded, found = text.casefold(), list[UUID]()
    at = folded.find("@")
    while at >= 0 and len(found) < MOST_MENTIONS:
        rest = folded[at + 1 :]
        for name, one in names:
            after = rest[len(name) : len(name) + 1]
            if rest.startswith(name) and not (after.isalnum() and name[-1].isascii()):
                if one not in found:
                    found.append(one)
                break
        at = folded.find("@", at + 1)
    return found
