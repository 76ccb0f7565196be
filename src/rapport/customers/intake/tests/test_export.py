"""Lists as files: what goes out comes back, no cell is a formula, nobody takes more than they may see."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.house import Shop

from rapport.customers.intake.api import Wanted, export_list, get_progress, take_path
from rapport.customers.intake.api.landing import run_import
from rapport.customers.party.api import visible_ids
from rapport.customers.party.operations.finding import index_batch
from rapport.kernel.errors import Invalid
from rapport.kernel.tenancy.api import as_tenant

FILE = """id,name,email,phone,street,city,country,birthday,tags
1,=cmd|calc,ann@example.com,+4915123456789,Way 1,Bonn,DE,1980-05-06,vip;gold
2,王小明,wang@example.cn,13800138000,长安街 1,北京,中国,,
"""


@pytest.mark.parametrize("form", ["csv", "excel", "jsonl", "vcard"])
def test_what_goes_out_comes_back(shop: Shop, other_shop: Shop, tmp_path: Path, form: str) -> None:
    path = tmp_path / "in.csv"
    path.write_text(FILE, encoding="utf-8")
    run_import(take_path(path, "customers", actor=shop.actor).id, actor=shop.actor)
    out = tmp_path / "out"
    with out.open("wb") as file:
        assert export_list("customers", form, file, actor=shop.actor) == 2
    again = take_path(out, "customers", actor=other_shop.actor)
    progress = run_import(again.id, actor=other_shop.actor)
    assert (progress.accepted, progress.rejected) == (2, 0)
    back = tmp_path / "back.jsonl"
    with back.open("wb") as file:
        export_list("customers", "jsonl", file, actor=other_shop.actor)
    text = back.read_text(encoding="utf-8")
    for value in (
        "=cmd|calc",
        "王小明",
        "wang@example.cn",
        "+4915123456789",
        "+8613800138000",
        "Way 1",
        "1980-05-06",
    ):
        assert value in text, value
    assert "'=cmd" not in text
    assert get_progress(again.id, actor=other_shop.actor).counts["created"] == 2


def test_downloads(
    shop: Shop, other_shop: Shop, signed_in: Client, client_of: Callable[[Any], Client], tmp_path: Path
) -> None:
    path = tmp_path / "in.csv"
    path.write_text(FILE, encoding="utf-8")
    run_import(take_path(path, "customers", actor=shop.actor).id, actor=shop.actor)
    for suffix in ("csv", "xlsx", "vcf", "jsonl"):
        answer: Any = signed_in.get(f"/exports/customers.{suffix}")
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content)
    csv: Any = signed_in.get("/exports/customers.csv")
    assert "'=cmd|calc" in b"".join(csv.streaming_content).decode("utf-8-sig")
    assert signed_in.get("/exports/orders.csv").status_code == 200
    assert signed_in.get("/exports/customers.exe").status_code == 404
    strange: Any = client_of(other_shop.actor).get("/exports/customers.csv")
    assert "wang" not in b"".join(strange.streaming_content).decode("utf-8-sig")


def test_unknown_lists_and_formats_are_refused(shop: Shop, tmp_path: Path) -> None:
    with (tmp_path / "x").open("wb") as file:
        for kind, form in (("secrets", "csv"), ("customers", "pdf"), ("orders", "vcard")):
            with pytest.raises(Invalid):
                export_list(kind, form, file, actor=shop.actor)


MANY = "id,name,email,stage,tags\n" + "".join(
    f"{n},Name {n},n{n}@example.com,{'lead' if n % 2 else ''},{'vip' if n < 3 else ''}\n" for n in range(10)
)


def _many(shop: Shop, tmp_path: Path) -> list[UUID]:
    path = tmp_path / "many.csv"
    path.write_text(MANY, encoding="utf-8")
    run = take_path(path, "customers", actor=shop.actor)
    run_import(run.id, actor=shop.actor)
    index_batch(run.id, actor=shop.actor, tell=lambda done: None)
    with as_tenant(shop.tenant_id):
        return sorted(row["id"] for row in visible_ids(shop.actor))


def _names(shop: Shop, wanted: Wanted) -> list[str]:
    out = io.BytesIO()
    export_list("customers", "csv", out, actor=shop.actor, wanted=wanted)
    return [row["Full name"] for row in csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig")))]


def test_what_is_chosen_found_or_filtered_goes_out_alone(
    shop: Shop, other_shop: Shop, tmp_path: Path
) -> None:
    ids = _many(shop, tmp_path)
    assert _names(shop, Wanted()) == [f"Name {n}" for n in range(10)]
    assert _names(shop, Wanted(ids=(ids[7], ids[2]))) == ["Name 2", "Name 7"]
    assert _names(other_shop, Wanted(ids=tuple(ids))) == []
    assert _names(shop, Wanted(ids=())) == []
    assert _names(shop, Wanted(query={"stage": "prospect", "sort": "-name"})) == [
        f"Name {n}" for n in range(1, 10, 2)
    ]
    assert _names(shop, Wanted(query={"tag": "VIP", "stage": "prospect"})) == ["Name 1"]
    assert _names(shop, Wanted(query={"q": "n4@example.com"})) == ["Name 4"]
    condition = '{"field": "stage", "op": "is", "value": "prospect"}'
    assert _names(shop, Wanted(ids=(ids[0], ids[1]), filter=condition)) == ["Name 1"]
    with pytest.raises(Invalid):
        _names(shop, Wanted(query={"mood": "good"}))
    with pytest.raises(Invalid):
        _names(shop, Wanted(filter="nonsense:is:1"))


def test_a_list_gives_out_what_it_shows(shop: Shop, signed_in: Client, tmp_path: Path) -> None:
    ids = _many(shop, tmp_path)
    found = signed_in.get("/exports/customers.csv", {"tag": "vip"})
    assert b"".join(found).count(b"Name ") == 3
    chosen = signed_in.post("/exports/customers.jsonl", {"ids": [str(one) for one in ids[:2]]})
    assert b"".join(chosen).count(b"\n") == 2
    whole = signed_in.post(
        "/exports/customers.csv", {"all": "1", "query": "/customers?stage=prospect&sort=-name"}
    )
    assert b"".join(whole).count(b"Name ") == 5
    for sent in ({}, {"ids": "nobody"}):
        assert signed_in.post("/exports/customers.csv", sent).status_code in (400, 422)
