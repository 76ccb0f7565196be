"""Customers from files: what lands, what is rejected, what is met again."""

from pathlib import Path

from django.db import connection
from tests.house import Shop

from rapport.customers.intake.api import get_progress, stream_rejects, take_path
from rapport.customers.intake.api.landing import choose, run_import
from rapport.kernel.tenancy.api import as_tenant

FILE = """Customer ID,Name,E-mail,Phone,Country,City,Birthday,Tags,Newsletter,Notes
1,Ann Lee,Ann@Example.com,0151 23456789,DE,Bonn,1980-05-06,vip;gold,yes,first
2,王小明,wang@example.cn,13800138000,中国,北京,1991/2/3,vip,no,
3,Bad Mail,not-an-address,,DE,Bonn,,,,
4,Bad Day,day@example.com,,DE,Bonn,yesterday,,maybe,
,,,,,Nowhere,,,,
5,"<script>alert(1)</script>",x@example.com,+44 7400 123456,UK,"=1+1",,,,<b>hi</b>
"""


def write(tmp_path: Path, text: str = FILE) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text(text, encoding="utf-8")
    return path


def count(shop: Shop, table: str) -> int:
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return int(cursor.fetchone()[0])


def test_customers_land_and_bad_rows_are_named(shop: Shop, tmp_path: Path) -> None:
    run = take_path(write(tmp_path), "customers", actor=shop.actor)
    progress = run_import(run.id, actor=shop.actor)
    assert (progress.status, progress.rows, progress.accepted, progress.rejected) == ("done", 6, 3, 3)
    with as_tenant(shop.tenant_id):
        rejects = [(one["row"], one["field"]) for one in stream_rejects(run.id)]
    assert rejects == [(4, "email"), (5, "birthday"), (5, "consent_email"), (6, "name")]
    assert count(shop, "party") == 3
    assert count(shop, "contact_point") == 6
    assert count(shop, "consent") == 2
    assert count(shop, "note") == 2
    assert count(shop, "party_tag") == 3
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("select normal from contact_point where kind = 'phone' order by normal")
        assert [row[0] for row in cursor.fetchall()] == ["+447400123456", "+4915123456789", "+8613800138000"]
        cursor.execute("select name, city, country from party order by id")
        assert cursor.fetchall()[2] == ("<script>alert(1)</script>", "=1+1", "GB")


def test_a_second_run_meets_the_same_customers(shop: Shop, tmp_path: Path) -> None:
    for _ in range(2):
        run = take_path(write(tmp_path), "customers", actor=shop.actor)
        run_import(run.id, actor=shop.actor)
    progress = get_progress(run.id, actor=shop.actor)
    assert (progress.counts["created"], progress.counts["updated"], progress.counts["unchanged"]) == (0, 0, 3)
    assert count(shop, "party") == 3
    assert count(shop, "contact_point") == 6


def test_rows_of_one_customer_in_one_file_meet(shop: Shop, tmp_path: Path) -> None:
    text = "email,name,city,phone\na@example.com,Ann,,\nA@example.com,Ann Lee,Bonn,0151 23456789\n"
    text += "a@example.com,,,\n"
    run = take_path(write(tmp_path, text), "customers", actor=shop.actor)
    progress = run_import(run.id, actor=shop.actor)
    assert (progress.accepted, progress.counts["created"]) == (3, 1)
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("select city from party")
        assert cursor.fetchall() == [("Bonn",)]
    assert count(shop, "contact_point") == 2


def test_only_creating_and_only_updating(shop: Shop, tmp_path: Path) -> None:
    text = "email,name\na@example.com,Ann\n"
    first = take_path(write(tmp_path, text), "customers", actor=shop.actor)
    run_import(first.id, actor=shop.actor)
    both = text + "b@example.com,Bob\n"
    for options, accepted, total in (({"create": False}, 1, 1), ({"create": True, "update": False}, 1, 2)):
        run = take_path(write(tmp_path, both), "customers", actor=shop.actor)
        choose(run.id, actor=shop.actor, options=options)
        progress = run_import(run.id, actor=shop.actor)
        assert (progress.accepted, progress.rejected) == (accepted, 1)
        assert count(shop, "party") == total


def test_a_list_of_prospects_lands_as_such_where_the_file_does_not_say_otherwise(
    shop: Shop, tmp_path: Path
) -> None:
    text = "Name,E-mail,Stage\nAnn,ann@x.org,\nBob,bob@x.org,customer\n"
    run = take_path(write(tmp_path, text), "customers", actor=shop.actor)
    with as_tenant(shop.tenant_id):
        choose(run.id, options={"prospects": True}, actor=shop.actor)
    run_import(run.id, actor=shop.actor)
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute(
            "select p.name, p.stage, r.role from party p join party_standing r on r.party_id = p.id"
            " order by p.name"
        )
        assert cursor.fetchall() == [("Ann", "prospect", "prospect"), ("Bob", "customer", "customer")]
