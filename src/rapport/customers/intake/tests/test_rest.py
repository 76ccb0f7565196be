"""Imports over the API."""

from pathlib import Path
from typing import Any

import msgspec
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.customers.intake.api import take_path
from rapport.customers.intake.api.landing import run_import


def test_a_program_brings_a_file(shop: Shop, signed_in: Client, api: Any) -> None:
    file = SimpleUploadedFile("c.csv", b"name,email\nAnn,ann@example.com\nBob,nothing\n")
    made = api.client.post(
        "/api/v1/imports",
        {"kind": "customers", "file": file},
        headers={"Authorization": f"Bearer {api.secret}"},
    )
    assert made.status_code == 201, made.content
    here = f"/imports/{made.json()['id']}"
    assert made.json()["mapping"] == {"name": ["name"], "email": ["email"]}
    seen = api.get(f"{here}/preview").json()
    assert seen["columns"] == ["name", "email"]
    assert [one["code"] for one in seen["rejects"]] == ["not_an_address"]
    assert api.post(f"{here}/choices", {"options": {"keys": ["email"], "update": False}}).status_code == 200
    assert api.post(f"{here}/choices", {"mapping": {"name": ["nowhere"]}}).status_code in {400, 422}
    assert api.post(f"{here}/start").json()["status"] == "queued"
    assert api.post(f"{here}/start").status_code == 409
    run_import(made.json()["id"], actor=shop.actor)
    done = api.get(here).json()
    assert (done["status"], done["accepted"], done["rejected"]) == ("done", 1, 1)
    assert api.get(f"{here}/rejects").json()["items"][0]["row"] == 3
    assert api.post(f"{here}/undo").json()["status"] == "undone"
    assert len(api.get("/imports").json()["items"]) == 1


def test_a_program_takes_out_what_it_asks_for(shop: Shop, api: ApiCaller, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,name,email,tags\n1,Ann,ann@example.com,vip\n2,=Bob,bob@example.com,\n")
    run_import(take_path(path, "customers", actor=shop.actor).id, actor=shop.actor)
    whole = api.call("get", "/exports/customers?format=csv")
    lines = b"".join(whole).decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert ",'=Bob," in lines[2]
    few = b"".join(api.call("get", "/exports/customers?format=jsonl&tag=vip")).splitlines()
    assert [msgspec.json.decode(line)["Full name"] for line in few] == ["Ann"]
    one = msgspec.json.decode(few[0])["ID"]
    chosen = b"".join(api.call("get", f"/exports/customers?format=vcf&id={one}"))
    assert chosen.count(b"BEGIN:VCARD") == 1
    for wrong in ("customers?status=new", "orders?format=vcf", "customers?id=x", "orders?placed=0"):
        assert api.call("get", f"/exports/{wrong}").status_code == 422, wrong
    assert api.call("get", "/exports/people").status_code == 404
