"""Accepted + rejected = input, whatever the cells hold and however the lines are broken."""

import csv
from pathlib import Path

from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.house import Shop

from rapport.customers.intake.api import stream_rejects, take_path
from rapport.customers.intake.api.landing import run_import
from rapport.kernel.tenancy.api import as_tenant

HEAD = ["id", "name", "e-mail", "phone", "birthday", "country", "newsletter", "tags"]
TEXTS = (
    *("", "1", "2", "Ann", "ann@example.com", "ANN@example.com", "a@b", "+49 151 23456789", "12"),
    *("1980-05-06", "1980-13-45", "DE", "Atlantis", "yes", "perhaps", "vip;new", ";;", "=1+1", "\u202e", "'"),
)
LIKELY = st.sampled_from(TEXTS)
CELL = st.one_of(LIKELY, st.text(st.characters(codec="utf-8"), max_size=12))
LINES = st.lists(st.binary(max_size=30).map(lambda raw: raw.replace(b"\0", b"")), max_size=6)
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def _landed(shop: Shop) -> int:
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("select count(*) from party")
        return int(cursor.fetchone()[0])


def _bring(shop: Shop, path: Path) -> tuple[int, int, int]:
    before = _landed(shop)
    run = take_path(path, "customers", actor=shop.actor)
    progress = run_import(run.id, actor=shop.actor)
    assert progress.accepted + progress.rejected == progress.rows
    assert _landed(shop) - before == progress.counts.get("created", 0)
    with as_tenant(shop.tenant_id):
        assert len({one["row"] for one in stream_rejects(run.id)}) == progress.rejected
    return progress.rows, progress.accepted, progress.rejected


@SLOW
@given(rows=st.lists(st.lists(CELL, min_size=8, max_size=8), min_size=1, max_size=12))
def test_every_row_is_accepted_or_rejected(shop: Shop, tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL)
        writer.writerow(HEAD)
        writer.writerows(rows)
    total, _accepted, _rejected = _bring(shop, path)
    assert total == len(rows)


@SLOW
@given(lines=LINES)
def test_broken_lines_are_counted_and_the_sound_ones_land(
    shop: Shop, tmp_path: Path, lines: list[bytes]
) -> None:
    path = tmp_path / "lines.csv"
    sound = b"7,Sound,sound@example.com,,,,,\n"
    path.write_bytes(",".join(HEAD).encode() + b"\n" + sound + b"\n".join(lines) + b"\n")
    _total, accepted, _rejected = _bring(shop, path)
    assert accepted >= 1
