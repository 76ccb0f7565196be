"""Imports over the API."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.house import Shop

from rapport.customers.intake.operations.running import run_import


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
