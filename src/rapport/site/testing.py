"""The pytest plugin of the house: a real server of our own for every test run.

It is loaded before settings are (`-p rapport.site.testing`), because settings read the server's address.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from rapport.kernel.embedded import api as embedded

HOME = Path(os.environ.get("RAPPORT_TEST_HOME") or Path.cwd() / "build" / "test-home")
os.environ["RAPPORT_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "rapport.site.settings"


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks tests may carry."""
    config.addinivalue_line("markers", "browser: drives a real browser")


def _start_server() -> None:
    HOME.mkdir(parents=True, exist_ok=True)
    embedded.ensure_server(HOME, throwaway=True)
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
