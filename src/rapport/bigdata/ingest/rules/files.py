"""Read a file of events in parts: CSV with a heading, JSON, JSON lines; which it is its name says."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import BinaryIO

import msgspec

from rapport.bigdata.ingest.rules.reading import UnreadableError

AT_ONCE = 5_000
"""Rows that are taken together, in one transaction."""
LARGEST_JSON = 50_000_000
"""The longest JSON array in bytes: it is read whole. Lines, tables and Parquet are not."""
SEPARATORS = ",;\t|"


def form_of(name: str) -> str:
    """Return how a file is written, by its name: csv, json, lines or parquet; raises UnreadableError."""
    ending = name.lower().rpartition(".")[2]
    known = {"csv": "csv", "tsv": "csv", "json": "json", "parquet": "parquet"}
    known |= dict.fromkeys(("ndjson", "jsonl"), "lines")
    if ending not in known:
        raise UnreadableError("neither .csv, .json, .ndjson nor .parquet")
    return known[ending]


def read_events(file: BinaryIO, form: str) -> Iterator[list[bytes]]:
    """Yield the rows of a file as raw events, `AT_ONCE` together; raises UnreadableError where it ends."""
    if form == "json":
        rows: Iterator[bytes] = iter(_array(file))
    elif form == "lines":
        rows = (line for line in file if line.strip())
    else:
        rows = _table(file)
    while part := list(islice(rows, AT_ONCE)):
        yield part


def event_of(row: Mapping[str, object]) -> bytes:
    """Return a row as a raw event; an empty field is one that was not sent."""
    return msgspec.json.encode({name: value for name, value in row.items() if value not in (None, "")})


def _array(file: BinaryIO) -> Iterable[bytes]:
    body = file.read(LARGEST_JSON + 1)
    if len(body) > LARGEST_JSON:
        raise UnreadableError("longer than 50 MB; write JSON lines instead")
    try:
        return [bytes(raw) for raw in msgspec.json.decode(body, type=list[msgspec.Raw])]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableError(str(error)[:200]) from None


def _table(file: BinaryIO) -> Iterator[bytes]:
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    try:
        heading = text.readline()
        separator = max(SEPARATORS, key=heading.count)
        names = [name.strip() for name in next(csv.reader([heading], delimiter=separator), [])]
        if not all(names) or len(set(names)) < len(names) or "event" not in names:
            raise UnreadableError("the first line names no column “event”, or one twice")
        for row in csv.reader(text, delimiter=separator, strict=True):
            if row:
                fits = len(row) <= len(names)
                yield event_of(dict(zip(names, row, strict=False))) if fits else msgspec.json.encode(row)
    except (csv.Error, UnicodeDecodeError) as error:
        raise UnreadableError(str(error)[:200]) from None
    finally:
        text.detach()
