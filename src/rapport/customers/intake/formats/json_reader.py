"""JSON lines (and JSON arrays of objects) as rows: nested objects become dotted columns."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TextIO

from rapport.customers.intake.formats import streams
from rapport.customers.intake.formats.table import BROKEN, MAX_COLUMNS, MAX_RECORD, Layout, Row

DEEPEST: Final = 12
DECODER: Final = json.JSONDecoder(parse_float=str, parse_int=str)


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def flatten(value: Any, name: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Give an object's leaves as dotted columns; lists of plain values are joined by `; `, others are
    numbered.
    """
    if depth > DEEPEST:
        yield name, json.dumps(value, ensure_ascii=False)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from flatten(inner, f"{name}.{key}" if name else str(key), depth + 1)
    elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        for position, item in enumerate(value, start=1):
            yield from flatten(item, f"{name} {position}", depth + 1)
    elif isinstance(value, list):
        yield name, "; ".join(_scalar(item) for item in value)
    else:
        yield name, _scalar(value)


def _parse(line: str) -> tuple[dict[str, str], str]:
    if BROKEN in line:
        return {}, "broken_characters"
    try:
        value, end = DECODER.raw_decode(line.lstrip("\ufeff \t"))
    except (ValueError, RecursionError):
        return {}, "json_malformed"
    if line.lstrip("\ufeff \t")[end:].strip().rstrip(","):
        return {}, "json_malformed"
    return _fields(value)


def _fields(value: Any) -> tuple[dict[str, str], str]:
    if not isinstance(value, dict):
        return {}, "json_not_object"
    fields = dict(flatten(value))
    return fields, "null_byte" if any("\0" in text for text in fields.values()) else ""


def _lines(text: TextIO) -> Iterator[tuple[int, dict[str, str], str]]:
    number = 0
    while line := text.readline(MAX_RECORD):
        number += 1
        too_long = False
        while len(line) == MAX_RECORD and line[-1] not in "\r\n":
            too_long, line = True, text.readline(MAX_RECORD)
        if too_long:
            yield number, {}, "too_long"
        elif line.strip():
            yield number, *_parse(line)


def _array(text: TextIO) -> Iterator[tuple[int, dict[str, str], str]]:
    """Stream the elements of one array; the first malformed element ends it, for nobody knows where the
    next begins.
    """
    held, number, complete = "", 0, False
    while True:
        held = held.lstrip(" \t\r\n,")
        if held.startswith("]"):
            return
        try:
            value, end = DECODER.raw_decode(held)
            complete = end < len(held)
        except (ValueError, RecursionError):
            complete = False
        if complete:
            number += 1
            yield number, *_fields(value)
            held = held[end:]
            continue
        more = text.read(65_536)
        if not more or len(held) > MAX_RECORD:
            yield number + 1, {}, "too_long" if more else "json_malformed"
            return
        held += more


class JsonTable:
    """A file of JSON objects, one a line, or one array of them."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self.path = path
        self.layout = layout
        self._columns: tuple[str, ...] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Every key of any object, dotted where nested, in order of first appearance."""
        if self._columns is None:
            seen: dict[str, None] = {}
            for _, fields, _problem in self._objects():
                if len(seen) < MAX_COLUMNS:
                    seen.update(dict.fromkeys(fields))
            self._columns = tuple(seen)[:MAX_COLUMNS]
        return self._columns

    def rows(self) -> Iterator[Row]:
        """Stream the objects by line number."""
        columns = self.columns
        for number, fields, problem in self._objects():
            yield Row(number, [fields.get(column, "") for column in columns], problem)

    def _objects(self) -> Iterator[tuple[int, dict[str, str], str]]:
        with streams.open_text(self.path, self.layout.encoding) as text:
            if self.layout.format == "json":
                while (first := text.read(1)) and first != "[":
                    continue
                yield from _array(text)
            else:
                yield from _lines(text)
