"""Files of events: rows are accepted or kept apart with their place; the same content is taken once."""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.bigdata.ingest.contracts import SourceLine
from rapport.bigdata.ingest.models import RejectedEvent
from rapport.bigdata.ingest.operations import files
from rapport.bigdata.ingest.operations.files import drop_folder, take_dropped, take_file
from rapport.bigdata.ingest.operations.rejected import take_again
from rapport.bigdata.ingest.operations.taking import take_events
from rapport.bigdata.ingest.rules import files as parts
from rapport.bigdata.ingest.tests.conftest import facts_of
from rapport.kernel.errors import Missing
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
Add = Callable[..., tuple[SourceLine, str]]
CSV = b"event;user;sku;price\norder;7;A;1.50\norder;;A;1\nproduct;8;B;dear\n\ncart;9;C\ncart;9;C;1;2\n"


def take(shop: Shop, source_id: UUID, name: str, content: bytes) -> Any:
    return take_file(source_id, io.BytesIO(content), name, actor=shop.actor)


def apart(shop: Shop) -> list[tuple[str, int | None, str]]:
    """Return where rows that were kept apart stood, and the field they failed at."""
    with as_tenant(shop.tenant_id):
        rows = RejectedEvent.objects.order_by("row", "id")
        return [(row.file_name, row.row, row.field) for row in rows]


def parquet(**columns: list[Any]) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


def test_each_row_is_accepted_or_kept_apart_with_its_place(shop: Shop, add: Add) -> None:
    source, _ = add()
    line = take(shop, source.id, "till.csv", CSV)
    assert (line.state, line.accepted, line.rejected) == ("done", 2, 3)
    assert apart(shop) == [("till.csv", 2, "visitor"), ("till.csv", 3, "price"), ("till.csv", 5, "")]
    told = facts_of(shop, "behaviour.recorded.v1")
    assert sorted((one["event"], one["user"], one["sku"]) for one in told) == [
        ("cart", "9", "C"),
        ("order", "7", "A"),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b'[{"event": "order", "user": "7"}, {"event": "order"}]'),
        ("a.ndjson", b'{"event": "order", "user": "7"}\n\n{"event": "order"}\n'),
        ("a.parquet", parquet(event=["order", "order"], user=["7", None])),
        ("a.TSV", b"event\tuser\norder\t7\norder\t\n"),
    ],
)
def test_every_form_is_read(shop: Shop, add: Add, name: str, content: bytes) -> None:
    source, _ = add()
    line = take(shop, source.id, name, content)
    assert (line.state, line.accepted, line.rejected) == ("done", 1, 1)
    assert apart(shop) == [(name, 2, "visitor")]


def test_the_same_content_is_taken_once_under_any_name(shop: Shop, add: Add) -> None:
    source, _ = add()
    assert not take(shop, source.id, "till.csv", CSV).repeated
    again = take(shop, source.id, "till (1).csv", CSV)
    assert (again.repeated, again.accepted, again.rejected) == (True, 2, 3)
    assert len(facts_of(shop, "behaviour.recorded.v1")) == 2
    other, _ = add()
    assert not take(shop, other.id, "till.csv", CSV).repeated


def test_a_taking_that_was_cut_short_goes_on_where_it_was(
    shop: Shop, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, _ = add()
    content = b"event,user\n" + b"".join(b"order,%d\n" % number for number in range(10))
    monkeypatch.setattr(parts, "AT_ONCE", 3)
    calls = list[int]()

    def cut(*args: Any, **more: Any) -> Any:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return take_events(*args, **more)

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(files, "take_events", cut)
        take(shop, source.id, "a.csv", content)
    assert len(facts_of(shop, "behaviour.recorded.v1")) == 6
    line = take(shop, source.id, "a.csv", content)
    assert (line.state, line.accepted, line.repeated) == ("done", 10, False)
    assert len({one["user"] for one in facts_of(shop, "behaviour.recorded.v1")}) == 10


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ"),
        ("a.csv", b"name,user\nx,7\n"),
        ("a.csv", b"event,event\nx,7\n"),
        ("a.csv", b"event,user\nx,\xff\n"),
        ("a.csv", b'event,user\norder,"7\n'),
        ("a.json", b'{"event": "order"}'),
        ("a.json", b"[" * 100_000),
        ("a.parquet", b"PAR1 is no table PAR1"),
        ("a.parquet", parquet(event=pa.array(["order"]).dictionary_encode(), user=["7"])),
    ],
    ids=["exe", "no event", "twice", "bytes", "quote", "object", "deep", "torn", "dictionary"],
)
def test_what_cannot_be_read_says_why(shop: Shop, add: Add, name: str, content: bytes) -> None:
    source, _ = add()
    line = take(shop, source.id, name, content)
    assert (line.state, line.accepted) == ("refused", 0)
    assert line.reason


def test_a_parquet_that_unpacks_to_too_much_is_refused(
    shop: Shop, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, _ = add()
    monkeypatch.setattr(files, "MOST_ROWS", 1)
    line = take(shop, source.id, "a.parquet", parquet(event=["order"] * 2, user=["7"] * 2))
    assert (line.state, line.accepted) == ("refused", 0)


def test_files_laid_into_a_folder_are_taken_once_they_lie_still(
    shop: Shop, add: Add, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(files, "home_folder", lambda: tmp_path)
    source, _ = add()
    assert take_dropped(shop.actor) == 0
    folder = drop_folder(source.id)
    for name, content in (("a.csv", CSV), ("b.exe", b"MZ"), ("empty.csv", b""), ("new.csv", CSV)):
        (folder / name).write_bytes(content)
        os.utime(folder / name, (0, 0))
    (folder / ".hidden.csv").write_bytes(CSV)
    (folder / "new.csv").touch()
    (folder / "link.csv").symlink_to(folder / "a.csv")
    assert take_dropped(shop.actor) == 3
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == [
        ".hidden.csv",
        "new.csv",
    ]
    assert [path.name.partition("-")[2] for path in (folder / "taken").iterdir()] == ["a.csv"]
    assert sorted(path.name.partition("-")[2] for path in (folder / "refused").iterdir()) == [
        "b.exe",
        "empty.csv",
    ]
    assert len(facts_of(shop, "behaviour.recorded.v1")) == 2


def test_a_stranger_takes_nothing(shop: Shop, other_shop: Shop, add: Add) -> None:
    source, _ = add()
    with pytest.raises(Missing):
        take(other_shop, source.id, "a.csv", CSV)


def test_programs_bring_files_and_read_what_became_of_them(shop: Shop, api: Any, client: Client) -> None:
    made = api.post("/event-sources", {"name": "Till", "kind": "server"}).json()
    client.force_login(shop.person)
    here = f"/settings/sources/{made['id']}"
    answer = client.post(f"{here}/files", {"file": SimpleUploadedFile("till.csv", CSV)}, follow=True)
    assert "2 rows taken, 3 kept apart." in answer.content.decode()
    (line,) = api.get(f"/event-sources/{made['id']}/files").json()["items"]
    assert (line["name"], line["state"], line["accepted"], line["rejected"]) == ("till.csv", "done", 2, 3)
    rows = api.get(f"/event-sources/{made['id']}/rejected").json()["items"]
    assert sorted(row["row"] for row in rows) == [2, 3, 5]
    assert take_again(UUID(made["id"]), actor=shop.actor).rejected == 3


@pytest.mark.browser
def test_a_file_is_chosen_on_the_sources_page(
    shop: Shop, add: Add, desk: Callable[[str], Page], tmp_path: Path
) -> None:
    source, _ = add()
    (tmp_path / "till.csv").write_bytes(CSV)
    page = desk(f"/settings/sources/{source.id}")
    page.locator("input[type=file]").set_input_files(tmp_path / "till.csv")
    page.get_by_role("button", name="Take it").click()
    expect(page.get_by_role("cell", name="till.csv", exact=True)).to_be_visible()
    expect(page.get_by_text("till.csv · 5")).to_be_visible()
    check_accessible(page)
    look(page, "source-files")
