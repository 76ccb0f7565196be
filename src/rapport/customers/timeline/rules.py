"""Pure decisions of the room: whom a text names."""

from collections.abc import Iterable
from uuid import UUID

MOST_MENTIONS = 50


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
