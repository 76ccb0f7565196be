"""Lists as files: what goes out comes back, no cell is a formula, nobody takes more than they may see."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.house import Shop

from rapport.customers.intake.api import export_list, get_progress, run_import, take_path
from rapport.kernel.errors import Invalid

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
