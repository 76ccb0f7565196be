"""Taking a person's words out of facts: what happened, when and to which record stays."""

import json
import zlib
from collections.abc import Collection, Iterator
from typing import Any

from django.db import connection

GONE = "–"


def forget_in_facts(marks: Collection[str], words: Collection[str]) -> int:
    """Overwrite the words of a person in the facts that mention one of the marks; returns how many rows.

    `marks` are ids by which a fact is known to speak of the person. A text of such a fact that is one of the
    `words`, or holds one of more than three letters, becomes a dash. The running transaction's business only.
    """
    if not marks or not words:
        return 0
    exact, within = set(words), [word for word in words if len(word) > 3]
    with connection.cursor() as cursor:
        cursor.execute("select * from fact_find(%s)", [[f"%{mark}%" for mark in marks]])
        changed = list(_overwritten(cursor.fetchall(), [mark.encode() for mark in marks], exact, within))
        cursor.executemany("select fact_overwrite(%s, %s, %s)", changed)
    return len(changed)


def _overwritten(
    rows: list[Any], marks: list[bytes], exact: set[str], within: list[str]
) -> Iterator[tuple[Any, str | None, bytes | None]]:
    for key, payload, body in rows:
        if body is None:
            data = json.loads(payload) if isinstance(payload, str) else payload
            yield key, json.dumps(_mask(data, exact, within)), None
            continue
        lines = zlib.decompress(body).splitlines()
        fresh = [
            json.dumps(_mask(json.loads(line), exact, within)).encode()
            if any(mark in line for mark in marks)
            else line
            for line in lines
        ]
        if fresh != lines:
            yield key, None, zlib.compress(b"\n".join(fresh), 1)


def _mask(value: Any, exact: set[str], within: list[str]) -> Any:
    if isinstance(value, dict):
        return {name: _mask(one, exact, within) for name, one in value.items()}
    if isinstance(value, list):
        return [_mask(one, exact, within) for one in value]
    if isinstance(value, str) and (value in exact or any(word in value for word in within)):
        return GONE
    return value
