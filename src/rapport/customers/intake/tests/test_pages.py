"""The wizard, from the file to the undo, and who may see what."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.house import Shop

from rapport.customers.intake.models import Import
from rapport.customers.intake.operations.running import run_import
from rapport.kernel.tenancy.api import as_tenant

FILE = "Nummer,姓名,E-mail,Stadt\n1,=1+1,ann@example.com,Bonn\n2,<b>Bob</b>,not-mail,Bonn\n"


def upload(client: Client, text: str = FILE, name: str = "c.csv", kind: str = "customers") -> str:
    answer = client.post("/imports/new", {"kind": kind, "file": SimpleUploadedFile(name, text.encode())})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return str(answer.headers["Location"])


def test_from_the_file_to_the_undo(shop: Shop, signed_in: Client, django_assert_max_num_queries: Any) -> None:
    assert signed_in.get("/imports").status_code == 200
    assert signed_in.get("/imports/new").status_code == 200
    here = upload(signed_in)
    with django_assert_max_num_queries(25):
        draft = signed_in.get(here).content.decode()
    assert "&lt;b&gt;Bob&lt;/b&gt;" in draft
    assert "<b>Bob</b>" not in draft
    assert "not an e-mail address" in draft
    assert re.search(r'name="column-1".*?value="name" selected', draft, re.DOTALL)
    choices = {"column-0": "external_id", "column-1": "name", "column-2": "email", "column-3": "city"}
    options = {"options-key": "email", "options-met": "update", "options-unmet": "create"}
    answer = signed_in.post(f"{here}/choices", {**choices, **options, "layout-header": "on", "start": "1"})
    assert answer.status_code == 302, answer.content.decode()
    import_id = here.rsplit("/", 1)[-1]
    with as_tenant(shop.tenant_id):
        run = Import.objects.get(id=import_id)
    assert run.status == "queued"
    assert run.mapping == {
        "external_id": ["Nummer"],
        "name": ["姓名"],
        "email": ["E-mail"],
        "city": ["Stadt"],
    }
    assert run.options["keys"] == ["email"]
    assert "hx-get" in signed_in.get(f"{here}/progress").content.decode()
    run_import(run.id, actor=shop.actor)
    assert signed_in.get(f"{here}/progress").headers["HX-Refresh"] == "true"
    report = signed_in.get(here).content.decode()
    assert "not an e-mail address" in report
    given: Any = signed_in.get(f"{here}/rejects.csv")
    rejects = b"".join(given.streaming_content).decode("utf-8-sig")
    assert rejects.splitlines() == ["row,field,reason,value", "3,email,not an e-mail address,not-mail"]
    assert signed_in.post(f"{here}/preset", {"name": "Mine"}).status_code == 302
    assert signed_in.post(f"{here}/undo").status_code == 302
    with as_tenant(shop.tenant_id):
        assert Import.objects.get(id=import_id).status == "undone"
    again = upload(signed_in)
    assert "Mine" in signed_in.get(again).content.decode()
    assert signed_in.post(f"{again}/choices", {"preset": "Mine"}).status_code == 302
    assert signed_in.post(f"{again}/cancel").status_code == 302


def test_the_layout_may_be_changed(shop: Shop, signed_in: Client) -> None:
    here = upload(signed_in, "name;city\nAnn;Bonn\n")
    answer = signed_in.post(
        f"{here}/choices", {"layout-delimiter": ",", "layout-encoding": "utf-8", "layout-header": "on"}
    )
    assert answer.status_code == 302
    assert "name;city" in signed_in.get(here).content.decode()


@pytest.mark.parametrize(
    ("name", "body"), [("a.pdf", "%PDF-1.7"), ("a.csv", ""), ("a.xml", "<!DOCTYPE a><a/>")]
)
def test_bad_files_are_refused_in_words(shop: Shop, signed_in: Client, name: str, body: str) -> None:
    data = {"kind": "customers", "file": SimpleUploadedFile(name, body.encode())}
    assert signed_in.post("/imports/new", data).status_code == 422
    assert signed_in.post("/imports/new", {"kind": "customers"}).status_code == 422


def test_missing_columns_are_named(shop: Shop, signed_in: Client) -> None:
    here = upload(signed_in, "a,b\n1,2\n", kind="orders")
    answer = signed_in.post(
        f"{here}/choices", {"start": "1", "options-met": "update", "options-unmet": "create"}
    )
    assert answer.status_code == 422
    assert "invoice" in answer.content.decode()


def test_strangers_find_nothing(
    shop: Shop, other_shop: Shop, signed_in: Client, client_of: Callable[[Any], Client]
) -> None:
    here = upload(signed_in)
    stranger = client_of(other_shop.actor)
    for suffix in ("", "/progress", "/rejects.csv"):
        assert stranger.get(here + suffix).status_code == 404
        assert stranger.get(f"/imports/{uuid4()}{suffix}").status_code == 404
    for suffix in ("/choices", "/cancel", "/undo", "/preset"):
        assert stranger.post(here + suffix).status_code == 404
