"""Marts for tools of the users' own: whole, in parts, by SQL; and nothing beyond a business's tables."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import pyarrow.parquet as pq
import pytest
from tests.house import ApiCaller, Shop

from rapport.analytical.warehouse.operations import opening
from rapport.analytical.warehouse.operations.opening import forget_copies, list_open
from rapport.analytical.warehouse.tests.builds import build
from rapport.kernel.embedded.api import Layout

ROWS = 5
HOSTILE = (
    "select * from read_csv('/etc/passwd')",
    "select * from read_text('/etc/hostname')",
    "select * from glob('/**')",
    "select * from '/etc/passwd'",
    "select * from read_parquet('../../*/*/*.parquet')",
    "select * from read_parquet('https://example.com/x.parquet')",
    "copy (select 1) to 'customers.parquet'",
    "copy (select 1) to 'x.csv'",
    "attach '../../other.duckdb'",
    "install httpfs",
    "load httpfs",
    "set enable_external_access = true",
    "set memory_limit = '100GB'",
    "select 1; drop view customers",
    "select 1) limit 1; drop view customers; from (select 1",
    "create table t as select 1",
    "call pragma_version()",
    "pragma database_list",
    "explain analyze select 1",
    "select getenv('PATH')",
    "select * from orders",
    "select * from nothing_of_the_kind",
    "not sql at all",
    "select list(range) from range(3000000000)",
    "from range(200000)",
    "select repeat('x', 4000000000)",
)

BAR = "enable_progress_bar"
SLOW = "select max(sin(range)) from range(1000000000000)"
EACH = """
import json, os, sys
from rapport.analytical.warehouse.operations import asking
codes = []
for job in json.load(sys.stdin):
    child = os.fork()
    if child == 0:
        os._exit(asking.work(job))
    codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(json.dumps(codes))
"""
"""Asks each query in a process of its own, all forked from one that has loaded what they need."""


def ask(api: ApiCaller, query: str) -> Any:
    """Ask the marts over the API."""
    return api.get(f"/marts/query?sql={quote(query)}")


def _fork_each(jobs: list[dict[str, object]]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-u", "-c", EACH]
    given = json.dumps(jobs)
    return subprocess.run(command, input=given, capture_output=True, text=True, timeout=300, check=True)


@pytest.fixture
def marts(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Return a shop whose marts hold five rows a table, in a home of its own."""
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path))
    file = Layout(tmp_path).lake / "marts" / f"{shop.tenant_id}.duckdb"
    file.parent.mkdir(parents=True)
    with duckdb.connect(file) as connection:
        connection.execute(f"create table orders as select range as a from range({ROWS})")
        for name in list_open(shop.actor):
            connection.execute(
                f"create table {name} as select range as a, '{shop.slug}' as of from range({ROWS})"
            )
    build(shop, "published")
    return shop


def test_a_table_comes_whole_in_parts_and_only_when_it_is_new(marts: Shop, api: ApiCaller) -> None:
    whole = api.get("/marts/tables/customers")
    content = b"".join(whole.streaming_content)
    assert pq.read_table(BytesIO(content)).num_rows == ROWS
    tag = whole["ETag"]
    assert api.get("/marts/tables/customers", **{"If-None-Match": tag}).status_code == 304
    rest = api.get("/marts/tables/customers", **{"Range": "bytes=100-", "If-Range": tag})
    assert (rest.status_code, rest.content) == (206, content[100:])
    assert rest["Content-Range"] == f"bytes 100-{len(content) - 1}/{len(content)}"
    build(marts, "published")
    anew = api.get("/marts/tables/customers", **{"Range": "bytes=100-", "If-Range": tag})
    assert (anew.status_code, anew["ETag"] != tag) == (200, True)
    assert api.get("/marts/tables/orders").status_code == 404


def test_sql_is_answered_as_csv(marts: Shop, api: ApiCaller) -> None:
    answer = ask(api, "select sum(a) as total, 'a,b' as words from customers;")
    assert answer.content.decode() == 'total,words\n10,"a,b"\n'
    names = {one["name"] for one in api.get("/marts").json()["items"]}
    assert names == set(list_open(marts.actor))


def test_standard_output_holds_the_answer_and_nothing_else(tmp_path: Path) -> None:
    """DuckDB draws how far it is where it takes a process for one somebody types into."""
    query = f"select current_setting('{BAR}') as bar"
    job = {"do": "ask", "folder": str(tmp_path), "rows": 1, "query": query}
    told = _fork_each([job])
    assert told.stdout.splitlines() == ["bar", "False", "[0]"]


def test_nothing_beyond_the_tables_is_reached(marts: Shop, api: ApiCaller, tmp_path: Path) -> None:
    ask(api, "select 1")  # has the tables copied
    folder = next((Layout(tmp_path).lake / "marts" / "open" / str(marts.tenant_id)).iterdir())
    jobs = [{"do": "ask", "folder": str(folder), "query": query, "rows": 1_000} for query in HOSTILE]
    tried = _fork_each(jobs)
    answered = dict(zip(HOSTILE, json.loads(tried.stdout.splitlines()[-1]), strict=True))
    assert [query for query, status in answered.items() if status == 0] == []
    assert str(tmp_path) not in tried.stderr
    assert not (folder / "x.csv").exists()
    assert pq.read_table(folder / "customers.parquet").num_rows == ROWS
    forget_copies(marts.tenant_id)
    assert not folder.exists()


def test_what_is_refused_is_said_and_what_is_slow_is_ended(
    marts: Shop, api: ApiCaller, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = ask(api, "select * from read_text('/etc/hostname')")
    assert (refused.status_code, refused.json()["code"]) == (422, "query-refused")
    monkeypatch.setattr(opening, "SECONDS", 2)
    assert ask(api, SLOW).json()["code"] == "query-slow"


def test_a_stranger_reads_their_own(marts: Shop, other_shop: Shop) -> None:
    stranger = ApiCaller(other_shop.tenant_id)
    assert ask(stranger, "select * from customers").status_code == 404
    assert stranger.get("/marts/tables/customers").status_code == 404
