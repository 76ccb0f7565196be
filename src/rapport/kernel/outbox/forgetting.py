"""Taking a person's words out of facts: what happened, when and to which record stays."""

import json
import zlib
from collections.abc import Collection, Iterator
from typing import Any

from django.db import connection

from rapport.kernel.outbox.rules import Words

GONE = "–"
FEW = 50
"""So many marks are looked for by the database; more, such as of thousands of orders, here, all at once."""


def forget_in_facts(marks: Collection[str], words: Collection[str]) -> int:
    """Overwrite the words of a person in the facts that mention one of the marks; returns how many rows.

    `marks` are ids by which a fact is known to speak of the person. A text of such a fact that is one of the
    `words`, or holds one of more than three letters, becomes a dash. The running transaction's business only.
    """
    if not marks or not words:
        return 0
    patterns = [f"%{mark}%" for mark in marks] if len(marks) <= FEW else ["%"]
    within = Words(word for word in words if len(word) > 3)
    with connection.cursor() as cursor:
        cursor.execute("select * from fact_find(%s)", [patterns])
        changed = list(_overwritten(cursor.fetchall(), Words(marks), set(words), within))
        cursor.executemany("select fact_overwrite(%s, %s, %s)", changed)
    return len(changed)


def _overwritten(
    rows: list[Any], marks: Words, exact: set[str], within: Words
) -> Iterator[tuple[Any, str | None, bytes | None]]:
    for key, payload, body in rows:
        if body is None:
            text = payload if isinstance(payload, str) else _write(payload)
            if marks.stand_in(text):
                yield key, _write(_mask(json.loads(text), exact, within)), None
            continue
        lines = zlib.decompress(body).decode().split("\n")
        fresh = [
            _write(_mask(json.loads(line), exact, within)) if marks.stand_in(line) else line for line in lines
        ]
        if fresh != lines:
            yield key, None, zlib.compress("\n".join(fresh).encode(), 1)


def _write(value: Any) -> str:
    """As facts are written: letters as they are, so that the next erasure finds its marks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _mask(value: Any, exact: set[str], within: Words) -> Any:
    if isinstance(value, dict):
        return {name: _mask(one, exact, within) for name, one in value.items()}
    if isinstance(value, list):
        return [_mask(one, exact, within) for one in value]
    if isinstance(value, str) and (value in exact or within.stand_in(value)):
        return GONE
    return value
