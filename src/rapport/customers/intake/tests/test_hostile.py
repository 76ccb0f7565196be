"""Hostile and broken input: accepted + rejected = input, always; two imports at once double nothing."""

import csv
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from tests.house import Shop

from rapport.customers.intake.api import ImportProgress, cancel_import, get_progress, take_path
from rapport.customers.intake.api.landing import run_import
from rapport.customers.intake.operations import running
from rapport.customers.matching.api import take_in_customers
from rapport.customers.party.api import ContactDraft, CustomerDraft
from rapport.kernel.errors import Conflict, Forbidden, Missing
from rapport.kernel.identity.api import FieldRule, Grant, Scope
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://x")',
    "@SUM(1)",
    "'; drop table party; --",
    "{{ 7*7 }}",
    "\u202egnp.exe",
    "a" * 299,
    "\\N",
    "\\.",
    "NULL",
    "null",
    "%s %(batch)s {table}",
]


def test_hostile_texts_land_as_they_are(shop: Shop, tmp_path: Path) -> None:

    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["name", "email", "city", "street", "tags", "notes"])
        for number, text in enumerate(HOSTILE):
            writer.writerow([text, f"n{number}@example.com", text[:100], text, text[:50], text])
    run = take_path(path, "customers", actor=shop.actor)
    progress = run_import(run.id, actor=shop.actor)
    assert (progress.accepted, progress.rejected) == (len(HOSTILE), 0)
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("select name from party order by id")
        assert [row[0] for row in cursor.fetchall()] == HOSTILE
        cursor.execute("select body from note order by id")
        assert {row[0] for row in cursor.fetchall()} == set(HOSTILE)


def test_malformed_rows_are_all_accounted_for(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    body = b'name,email\nAnn,a@example.com\nBob\nCid,c@example.com,more\n"Dan,d@example.com\n'
    body += "Zoë,e@example.com\nЯна,j@example.com\n".encode() + b"\xff,e@example.com\nEve\0,e@example.com\n"
    path.write_bytes(body + b"x" * 1_100_000 + b",y\nGus,g@example.com\n")
    run = take_path(path, "customers", actor=shop.actor)
    progress = run_import(run.id, actor=shop.actor)
    assert (progress.rows, progress.accepted, progress.rejected) == (10, 4, 6)


def test_two_imports_of_one_file_at_once_double_nothing(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapport.customers.intake.operations.frames.CHUNK_ROWS", 100)
    path = tmp_path / "a.csv"
    path.write_text("id,name,email\n" + "".join(f"{n},N{n},n{n}@example.com\n" for n in range(600)))
    runs = [take_path(path, "customers", actor=shop.actor).id for _ in range(2)]

    def go(import_id: UUID) -> None:
        run_import(import_id, actor=shop.actor)
        connection.close()

    threads = [threading.Thread(target=go, args=(import_id,)) for import_id in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = [get_progress(import_id, actor=shop.actor) for import_id in runs]
    assert [(one.status, one.accepted) for one in done] == [("done", 600), ("done", 600)]
    assert sum(one.counts["created"] for one in done) == 600
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("select count(*) from party")
        assert cursor.fetchone() == (600,)


def test_an_import_beside_arrivals_by_program_doubles_nobody(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapport.customers.intake.operations.frames.CHUNK_ROWS", 20)
    path = tmp_path / "a.csv"
    path.write_text("name,email\n" + "".join(f"N{n},n{n}@example.com\n" for n in range(200)))
    run = take_path(path, "customers", actor=shop.actor)
    begin, faults = threading.Barrier(3), list[BaseException]()

    def arrive(numbers: range) -> None:
        begin.wait(60)
        try:
            for number in numbers:
                point = ContactDraft("email", f"N{number}@Example.com")
                draft = CustomerDraft(name=f"Program {number}", contact_points=(point,))
                take_in_customers([draft], actor=shop.actor)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=arrive, args=(numbers,)) for numbers in (range(200), range(199, -1, -1))
    ]
    for thread in threads:
        thread.start()
    begin.wait(60)
    progress = run_import(run.id, actor=shop.actor)
    for thread in threads:
        thread.join()
    assert not faults
    assert (progress.accepted, progress.rejected) == (200, 0)
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("select count(*), count(distinct normal) from contact_point where kind = 'email'")
        assert cursor.fetchone() == (200, 200)
        cursor.execute("select count(*) from party")
        assert cursor.fetchone() == (200,)


def test_a_cancelled_import_stops_and_stays_counted(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapport.customers.intake.operations.frames.CHUNK_ROWS", 10)
    path = tmp_path / "a.csv"
    path.write_text("name,email\n" + "".join(f"N{n},n{n}@example.com\n" for n in range(100)))
    run = take_path(path, "customers", actor=shop.actor)

    def stop(now: ImportProgress) -> None:
        if now.rows >= 30:
            cancel_import(run.id, actor=shop.actor)

    progress = run_import(run.id, actor=shop.actor, heartbeat=stop)
    assert (progress.status, progress.rows, progress.accepted) == ("cancelled", 30, 30)
    with pytest.raises(Conflict):
        run_import(run.id, actor=shop.actor)


def test_a_failed_import_goes_on_where_it_stopped(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapport.customers.intake.operations.frames.CHUNK_ROWS", 10)
    path = tmp_path / "a.csv"
    path.write_text("name,email\n" + "".join(f"N{n},n{n}@example.com\n" for n in range(50)))
    run = take_path(path, "customers", actor=shop.actor)
    mark = running._mark

    def fail(*args: Any) -> None:
        if args[1][0] == 3:
            raise OSError("disk full")
        mark(*args)

    monkeypatch.setattr(running, "_mark", fail)
    with pytest.raises(OSError, match="disk"):
        run_import(run.id, actor=shop.actor)
    monkeypatch.setattr(running, "_mark", mark)
    assert get_progress(run.id, actor=shop.actor).rows == 30
    progress = run_import(run.id, actor=shop.actor)
    assert (progress.status, progress.rows, progress.counts["created"]) == ("done", 50, 50)


def test_strangers_and_the_unauthorised_get_nowhere(shop: Shop, other_shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name\nAnn\n")
    run = take_path(path, "customers", actor=shop.actor)
    with pytest.raises(Missing):
        run_import(run.id, actor=other_shop.actor)

    with pytest.raises(Forbidden):
        take_path(path, "customers", actor=replace(shop.actor, grants=()))


def test_a_customer_of_another_unit_stays_as_it_is(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,email\nAnn,ann@example.com\n")
    run_import(take_path(path, "customers", actor=shop.actor).id, actor=shop.actor)
    unit = new_id()
    with unit_of_work(shop.actor), connection.cursor() as cursor:
        cursor.execute("insert into unit (id, name, code, tier) values (%s, 'Bonn', 'bonn', '')", [unit])
    kinds = ("customer", "import")
    grants = tuple(Grant(verb, kind, Scope.SUBTREE) for kind in kinds for verb in ("view", "create", "edit"))
    local = replace(shop.actor, grants=grants, unit_id=unit, unit_ids=(unit,))
    path.write_text("name,email\nTaken,ann@example.com\nBob,bob@example.com\n")
    progress = run_import(take_path(path, "customers", actor=local).id, actor=local)
    assert (progress.accepted, progress.rejected) == (1, 1)
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("select name, unit_id from party order by id")
        assert cursor.fetchall() == [("Ann", None), ("Bob", unit)]


def test_locked_fields_are_not_written_by_a_file(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,vat number\nAnn,1\n")
    locked = replace(shop.actor, field_rules=(FieldRule("customer", "tax_number", "read"),))
    run = take_path(path, "customers", actor=locked)
    with pytest.raises(Forbidden):
        run_import(run.id, actor=locked)
