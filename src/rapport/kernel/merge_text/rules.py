"""Reading and filling texts with places: no logic, no input or output, linear in the length of the text."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rapport.kernel.errors import Invalid

MOST = 200_000
DEEPEST = 8
_TAG = re.compile(r"\{\{\s{0,9}([#^/]?)\s{0,9}([a-z][a-z0-9_.]{0,79})\s{0,9}(?:\|([^{}]*))?\}\}")


@dataclass(frozen=True, slots=True)
class Place:
    """A place to fill; without a `fallback` it must have a value."""

    name: str
    fallback: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What is there only where a place has a value, or only where it has `none`."""

    name: str
    none: bool
    pieces: "Pieces"


Pieces: TypeAlias = "tuple[str | Place | Part, ...]"


@dataclass(frozen=True, slots=True)
class MergeText:
    """A text as it was read."""

    pieces: Pieces


class Unfilled(Invalid):
    """A place has neither value nor fallback; `place` names it."""

    def __init__(self, place: str) -> None:
        super().__init__("There is nothing to put in the place “%(place)s”.", values={"place": place})
        self.place = place


def parse(text: str, known: Collection[str] | None = None) -> MergeText:
    """Return a text ready to be filled; raises `Invalid` with the line of what is wrong.

    Where `known` is given, only its names may be asked for.
    """
    if len(text) > MOST:
        raise Invalid("The text is too long.")
    open_parts: list[tuple[str, bool, list[str | Place | Part]]] = [("", False, [])]
    at = 0
    for found in _TAG.finditer(text):
        _keep(text, at, found.start(), open_parts[-1][2])
        at = found.end()
        sign, name, fallback = found[1], found[2], found[3]
        line = text.count("\n", 0, found.start()) + 1
        if known is not None and name not in known:
            raise Invalid("Line %(line)s: there is no place “%(name)s”.", values={"line": line, "name": name})
        if sign == "":
            open_parts[-1][2].append(Place(name, None if fallback is None else fallback.strip()))
        elif sign == "/":
            if len(open_parts) == 1 or open_parts[-1][0] != name:
                raise Invalid(
                    "Line %(line)s: “%(name)s” ends here and did not begin.",
                    values={"line": line, "name": name},
                )
            _, none, pieces = open_parts.pop()
            open_parts[-1][2].append(Part(name, none, tuple(pieces)))
        elif len(open_parts) > DEEPEST:
            raise Invalid("Line %(line)s: parts lie too deep in each other.", values={"line": line})
        else:
            open_parts.append((name, sign == "^", []))
    _keep(text, at, len(text), open_parts[-1][2])
    if len(open_parts) > 1:
        raise Invalid("“%(name)s” begins and does not end.", values={"name": open_parts[-1][0]})
    return MergeText(tuple(open_parts[0][2]))


def _keep(text: str, start: int, end: int, pieces: list[str | Place | Part]) -> None:
    plain = text[start:end]
    if "{{" in plain:
        line = text.count("\n", 0, start + plain.index("{{")) + 1
        raise Invalid(
            "Line %(line)s: a place is written like {{given_name}} or {{given_name|there}}.",
            values={"line": line},
        )
    if plain:
        pieces.append(plain)


def list_places(text: MergeText) -> list[str]:
    """Return the names a text asks for, each once, as they first stand in it."""
    return list(dict.fromkeys(_names(text.pieces)))


def _names(pieces: Pieces) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Place):
            yield piece.name
        elif isinstance(piece, Part):
            yield piece.name
            yield from _names(piece.pieces)


def fill(text: MergeText, values: Mapping[str, str], *, escape: Callable[[str], str] = str) -> str:
    """Return the text with its places filled; an empty value counts as none. Raises `Unfilled`."""
    return "".join(_fill(text.pieces, values, escape))


def _fill(pieces: Pieces, values: Mapping[str, str], escape: Callable[[str], str]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        elif isinstance(piece, Part):
            if bool(values.get(piece.name)) != piece.none:
                yield from _fill(piece.pieces, values, escape)
        elif value := values.get(piece.name) or piece.fallback:
            yield escape(value)
        elif piece.fallback is None:
            raise Unfilled(piece.name)
