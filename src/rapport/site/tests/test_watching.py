"""What an operator sees of a running Rapport, and that nothing is taken in while its disk is nearly full."""

import http.client
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from rapport.site.tests.running import MakeHome, Running, run, serving, wait_for

WANTED = (
    "rapport_request_seconds_count",
    "rapport_requests_inside",
    "rapport_failures_total",
    "rapport_refused_total",
    "rapport_queue_age_seconds",
    "rapport_relay_waiting",
    "rapport_relay_lag_seconds",
    "rapport_facts_parked",
    "rapport_database_connections",
    "rapport_database_connections_max",
    "rapport_database_bytes",
    "rapport_database_up",
    "rapport_disk_free_ratio",
    "rapport_taking_in",
    "rapport_backups",
    "process_resident_memory_bytes",
)


@pytest.fixture(scope="module")
def full(migrated_home: MakeHome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A Rapport whose disk counts as nearly full, however much is free."""
    home = migrated_home(tmp_path_factory.mktemp("full") / "home")
    with serving(home, env={"RAPPORT_DISK_RESERVE": "100"}) as running:
        yield running


def _ask(
    running: Running, method: str, path: str, body: str | None = None
) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=120)
    try:
        connection.request(method, path, body)
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read().decode()
    finally:
        connection.close()


def test_nothing_is_taken_in_while_the_disk_is_nearly_full(full: Running, tmp_path: Path) -> None:
    status, headers, body = _ask(full, "POST", "/api/v1/customers", "{}")
    assert (status, headers["retry-after"]) == (503, "60")
    assert json.loads(body)["title"] == "No room"
    assert _ask(full, "POST", "/customers/imports/new", "x" * 100_000)[0] == 503
    assert _ask(full, "GET", "/accounts/login/")[0] in (200, 301, 302, 404)
    assert _ask(full, "GET", "/readyz")[0] == 200
    orders = tmp_path / "orders.csv"
    orders.write_text("invoice\n1\n")
    refused = run(full.home, "import", "orders", str(orders), "--tenant", "x", RAPPORT_DISK_RESERVE="100")
    assert refused.returncode == 1
    assert "nothing was imported" in refused.stderr


def test_the_figures_an_operator_needs(full: Running) -> None:
    _ask(full, "POST", "/api/v1/customers", "{}")
    _ask(full, "GET", "/no/such/page")
    _, headers, text = _ask(full, "GET", "/metrics")
    assert headers["content-type"].startswith("text/plain; version=0.0.4")
    told = {line.split("{")[0].split(" ")[0] for line in text.splitlines() if not line.startswith("#")}
    assert [name for name in WANTED if name not in told] == []
    assert "rapport_taking_in 0.0" in text
    assert 'rapport_refused_total{reason="disk"}' in text
    assert "rapport_database_up 1.0" in text
    assert 'role="rapport_app"' in text


def test_a_request_is_one_line_with_its_id_and_nothing_personal(full: Running) -> None:
    _, headers, _ = _ask(full, "GET", "/customers/?q=ada@example.com")
    wanted = headers["x-request-id"]
    log = full.home / "logs" / "web.log"
    wait_for(lambda: wanted in log.read_text(), "the line")
    line = next(json.loads(one) for one in log.read_text().splitlines() if wanted in one)
    assert (line["event"], line["method"], line["request_id"]) == ("answered", "GET", wanted)
    assert {"route", "status", "ms", "timestamp", "level"} <= line.keys()
    assert "ada@example.com" not in log.read_text()
