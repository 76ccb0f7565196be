"""The pytest plugin of the house: a real server of our own for every test run.

It is loaded before settings are (`-p tests.house`), because settings read the server's address.
"""

import gc
import os
import random
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import hypothesis
import msgspec
import pytest

from rapport.kernel.embedded import api as embedded

PORTIONS = 10_000, 10, 10
HOME = Path(os.environ.get("RAPPORT_TEST_HOME") or Path.cwd() / "build" / "test-home")
os.environ["RAPPORT_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "rapport.site.settings"

_held = ExitStack()
gc.disable()  # what is loaded until the first test stays: looking through it again and again finds nothing


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks tests may carry, and let examples take their time."""
    config.addinivalue_line("markers", "browser: drives a real browser")
    # A busy machine makes no property wrong.
    slow = [hypothesis.HealthCheck.too_slow]
    hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=slow)
    hypothesis.settings.load_profile("house")


def pytest_collection_finish() -> None:
    """Leave alone what was loaded; look through what tests leave behind in larger portions than usual."""
    gc.freeze()
    gc.set_threshold(*PORTIONS)
    gc.enable()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let go of the server; the last test run in this home stops it."""
    gc.unfreeze()
    _held.close()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest: of one begun last, everybody waits for the end.

    Where RAPPORT_SHUFFLE is set the order is drawn from it: no test may depend on what another left.
    """
    items.sort(key=lambda item: not _takes_long(item.path))
    if seed := os.environ.get("RAPPORT_SHUFFLE"):
        random.Random(seed).shuffle(items)


def _takes_long(path: Path) -> bool:
    """Tell whether a file starts whole installations or browsers, or goes through many rooms."""
    long = (
        "site/tests",
        "tests/scenarios",
        "tests/promises",
        "tests/hostile",
        "tests/faults",
        "tests/cluster",
    )
    return path.parent.as_posix().endswith(long) or "browser" in path.stem


def _start_server() -> None:
    HOME.mkdir(parents=True, exist_ok=True)
    _held.enter_context(embedded.running_server(HOME, throwaway=True))
    secrets = embedded.ensure_secrets(embedded.Layout(HOME).secrets)
    embedded.ensure_roles(embedded.database_urls(HOME)["owner"], secrets)


_start_server()


@dataclass(frozen=True, slots=True)
class Shop:
    """A business for tests: its tenant, its administrator as an actor, and who that person is."""

    tenant_id: UUID
    slug: str
    actor: Any
    person: Any
    password: str


class ApiCaller:
    """Calls /api/v1 as a program would, with a token of its own."""

    def __init__(self, tenant_id: UUID, role: str = "admin", scopes: tuple[str, ...] = ()) -> None:
        from django.test import Client

        from rapport.kernel.identity.api import create_token
        from rapport.kernel.tenancy.api import as_tenant

        with as_tenant(tenant_id):
            self.token, self.secret = create_token("test", role, scopes=scopes)
        self.client = Client()

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Call a path below /api/v1; header names with underscores, such as Idempotency_Key."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = body if isinstance(body, bytes) else msgspec.json.encode(body) if body is not None else b""
        return self.client.generic(
            method,
            f"/api/v1{path}",
            content,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.secret}", **named},
        )

    def get(self, path: str, **headers: str) -> Any:
        """Read."""
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """Create, or do."""
        return self.call("POST", path, body, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> Any:
        """Change."""
        return self.call("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        """Take away."""
        return self.call("DELETE", path, **headers)
