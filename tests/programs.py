"""A business founded in a running Rapport, and programs that write into it while something breaks."""

import http.client
import json
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from rapport.kernel.embedded.api import database_urls
from rapport.site.backups.portable.dump import let_the_keeper_read
from rapport.site.tests.running import environment, wait_for

BUSINESS = "fire"
FOUND = f"""
from rapport.site import runtime
runtime.set_up_django()
from rapport.kernel.identity.api import create_token, found_roles
from rapport.kernel.tenancy.api import as_tenant, create_tenant
tenant = create_tenant("{BUSINESS}", "Fire")
found_roles(tenant.id)
with as_tenant(tenant.id):
    print(create_token("fire", "admin")[1])
"""
ASK_AGAIN = (0, 409, 429, 500, 503)


def found_business(home: Path) -> str:
    """Found a business in a running home; return a token of its administrator."""
    found = subprocess.run(
        [sys.executable, "-c", FOUND], env=environment(home), capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    return found.stdout.strip()


class Program(threading.Thread):
    """Creates customers over the API, each under a key of its own, and asks again until it is answered."""

    def __init__(self, port: int, token: str, stopped: threading.Event) -> None:
        super().__init__(daemon=True)
        self.port, self.stopped = port, stopped
        self.token = token
        self.done: list[str] = []
        self.refused: list[str] = []

    def run(self) -> None:
        while not self.stopped.is_set():
            key = str(uuid4())
            status = self.write(key)
            if status == 201:
                self.done.append(key)
            else:
                self.refused.append(f"{status} {key}")

    def write(self, key: str) -> int:
        """Create a customer of that name; return the final status."""
        body = {"name": key, "contact_points": [{"kind": "email", "value": f"{key}@example.com"}]}
        return self.post("/customers", json.dumps(body).encode(), key)[0]

    def post(
        self, path: str, body: bytes, key: str, media_type: str = "application/json"
    ) -> tuple[int, dict[str, Any]]:
        """Post under a key; a lost answer or a 503 is asked for again, under the same key."""
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": media_type,
            "Idempotency-Key": key,
        }
        while (answer := self._ask(path, body, headers))[0] in ASK_AGAIN:
            threading.Event().wait(0.2)
        return answer

    def _ask(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", f"/api/v1{path}", body, dict(headers))
            response = connection.getresponse()
            return response.status, json.loads(response.read() or b"{}")
        except (OSError, http.client.HTTPException, ValueError):
            return 0, {}
        finally:
            connection.close()


def wait_for_more(programs: Sequence[Program], more: int) -> None:
    """Wait until the programs were answered so many times more."""
    had = sum(len(program.done) for program in programs)
    wait_for(lambda: sum(len(program.done) for program in programs) >= had + more, "more writes")


def ask_as_keeper(home: Path, statement: str) -> list[tuple[Any, ...]]:
    """Ask the home's database over every business, as the role that reads for portable backups."""
    url = database_urls(home, {})["owner"]
    let_the_keeper_read(url)
    with psycopg.connect(url) as connection:
        connection.execute("set role rapport_keeper")
        return connection.execute(statement).fetchall()
