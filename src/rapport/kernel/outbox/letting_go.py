"""Old facts of some subjects go from the outbox, so that a lake filled anew does not have them again."""

import zlib
from collections.abc import Callable, Collection
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection

READ = 200
"""Rows looked at in one statement; each may be a parcel of 500 facts."""
_OLD = "select * from fact_list_old(%s, %s, %s, %s)"
_FIRST = UUID(int=0)


class _Line(msgspec.Struct):
    subject_id: UUID


_line = msgspec.json.Decoder(_Line)


def let_go_of_facts(names: Collection[str], *, before: date, keeps: Callable[[UUID], bool]) -> int:
    """Delete the running business's facts of some names told before a day (UTC) whose subject is not kept.

    Facts of a parcel that stay keep their ids. Call it once whoever listens has had the days, and the lake
    has them (`find_holders`); facts of the last four weeks stay. Returns how many went.
    """
    gone, after = 0, _FIRST
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_OLD, [sorted(names), before, after, READ])
            rows = cursor.fetchall()
        if not rows:
            return gone
        gone += _let_go(rows, keeps)
        after = rows[-1][0]


def _let_go(rows: Collection[tuple[Any, ...]], keeps: Callable[[UUID], bool]) -> int:
    whole: list[UUID] = []
    parts: list[tuple[UUID, None, bytes]] = []
    gone = 0
    for row_id, subject_id, body in rows:
        if body is None:
            whole += [] if keeps(subject_id) else [row_id]
            gone += not keeps(subject_id)
            continue
        lines = zlib.decompress(body).split(b"\n")
        left = [line if line and keeps(_line.decode(line).subject_id) else b"" for line in lines]
        gone += sum(map(bool, lines)) - sum(map(bool, left))
        if not any(left):
            whole.append(row_id)
        elif left != lines:
            parts.append((row_id, None, zlib.compress(b"\n".join(left), 1)))
    with connection.cursor() as cursor:
        cursor.execute("select fact_let_go(%s)", [whole])
        cursor.executemany("select fact_overwrite(%s, %s, %s)", parts)
    return gone
