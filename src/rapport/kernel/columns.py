"""Whole columns between the database and numpy by COPY's binary form: no object for any row.

Every column has a fixed size and is never null, so each row is one record of the same bytes: the number of
fields, and before each of them its size, all in network order (PostgreSQL's documentation of COPY).
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from django.db.backends.utils import CursorWrapper
from numpy.typing import NDArray

UUID, INTEGER, BIGINT, DOUBLE = "V16", ">i4", ">i8", ">f8"
SIGNATURE = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
ENDING = b"\xff\xff"
Columns = Mapping[str, str]


def read_columns(cursor: CursorWrapper, statement: str, columns: Columns) -> NDArray[Any]:
    """Return what a query without parameters gives, as one array with a field for each column."""
    with cursor.copy(f"copy ({statement}) to stdout (format binary)") as copy:
        data = b"".join(copy)
    return np.frombuffer(data, _record(columns), offset=len(SIGNATURE), count=_count(data, columns))


def write_columns(cursor: CursorWrapper, table: str, columns: Columns, values: Iterable[Any]) -> None:
    """Copy arrays into a table of the session, one for each column in their order."""
    record = _record(columns)
    arrays = list(values)
    rows = np.empty(len(arrays[0]), record)
    rows["fields"] = len(columns)
    for (name, kind), array in zip(columns.items(), arrays, strict=True):
        rows[f"size_{name}"] = np.dtype(kind).itemsize
        rows[name] = array
    with cursor.copy(f"copy {table} ({', '.join(columns)}) from stdin (format binary)") as copy:
        copy.write(SIGNATURE)
        copy.write(rows.tobytes())
        copy.write(ENDING)


def _record(columns: Columns) -> np.dtype[Any]:
    fields = [("fields", ">i2")]
    for name, kind in columns.items():
        fields += [(f"size_{name}", ">i4"), (name, kind)]
    return np.dtype(fields)


def _count(data: bytes, columns: Columns) -> int:
    rows, rest = divmod(len(data) - len(SIGNATURE) - len(ENDING), _record(columns).itemsize)
    if rest:
        raise ValueError("A column is empty, or not of the size it was said to have.")
    return rows
