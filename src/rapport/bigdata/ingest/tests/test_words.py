"""Reasons of events kept apart are said in the reader's language, whatever is wrong with them."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from rapport.bigdata.ingest.http.words import word_reason
from rapport.bigdata.ingest.rules.checking import Fault, check_event
from rapport.bigdata.ingest.rules.reading import EVENT_BYTES

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RIGHT = {"name": "page.viewed", "visitor": "v-1"}
WRONG: dict[str, Any] = {
    "no JSON": b"{nonsense",
    "cut": b'{"name": "x',
    "no text": b"\xff\xfe",
    "no object": b"[]",
    "no name": {"visitor": "v"},
    "name a number": {**RIGHT, "name": 7},
    "name empty": {**RIGHT, "name": ""},
    "name long": {**RIGHT, "name": "x" * 1_000},
    "visitor a list": {**RIGHT, "visitor": ["v"]},
    "nobody": {"name": "page.viewed"},
    "no moment": {**RIGHT, "at": "yesterday"},
    "no clock": {**RIGHT, "at": "1969-01-01T00:00:00Z"},
    "long ago": {**RIGHT, "at": (NOW - timedelta(days=4_000)).isoformat()},
    "amount": {**RIGHT, "value": "many"},
    "too much": {**RIGHT, "value": 10**30},
    "zero": b'{"name": "a\\u0000", "visitor": "v"}',
    "huge": {**RIGHT, "url": "x" * (EVENT_BYTES + 1)},
}


@pytest.mark.parametrize("what", sorted(WRONG))
def test_every_reason_has_its_words(what: str) -> None:
    wrong = WRONG[what]
    raw = wrong if isinstance(wrong, bytes) else json.dumps(wrong).encode()
    found = check_event(raw, 0, kind="site", sent_at=None, received_at=NOW)
    assert isinstance(found, Fault)
    with translation.override("zh-hans"):
        said = word_reason(found.reason)
    assert any("\u4e00" <= sign <= "\u9fff" for sign in said), found.reason
    with translation.override("en"):
        assert "`" not in word_reason(found.reason)


def test_what_nobody_has_put_into_words_stays() -> None:
    with translation.override("zh-hans"):
        assert word_reason("something new") == "something new"
