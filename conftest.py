"""The fixtures every room's tests share: a migrated database behind its four roles, and shops in it."""

import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test import Client
from django.utils import translation
from psycopg import sql
from tests.house import HOME, ApiCaller, Shop

from rapport.kernel.embedded import api as embedded
from rapport.site.bench.published import data_folder
from rapport.site.template_database import create_test_database

pytest_plugins = ["tests.browser", "tests.homes"]

INSTALLATIONS = Path(__file__).parent / "src" / "rapport" / "site" / "tests"


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Let the owner make and migrate the test database, and point every role at it."""
    from django.conf import settings
    from django.db import connections
    from django.test import TransactionTestCase

    from rapport.site.schema import apply_migrations

    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name = f"test_rapport_{worker}_{os.getpid()}"

    def point_at(database: str) -> None:
        for connection in connections.all():
            connection.close()
            getattr(connection, "close_pool", lambda: None)()
            connection.settings_dict["NAME"] = database

    def migrate(database: str) -> None:
        point_at(database)
        apply_migrations()
        point_at(name)

    with django_db_blocker.unblock():
        create_test_database(embedded.database_urls(HOME)["owner"], name, migrate)
        point_at(name)
        # Nothing is emptied between tests: each shop is a tenant of its own, and the walls keep them apart.
        patched = pytest.MonkeyPatch()
        patched.setattr(TransactionTestCase, "_fixture_teardown", lambda case: None)
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield
    patched.undo()
    with django_db_blocker.unblock():
        point_at("rapport")
    try:
        _as_owner(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
    except psycopg.errors.InsufficientPrivilege:  # a vacuum is at work, or a thread left a session
        _end_sessions(name)
        _as_owner(sql.SQL("drop database {}").format(sql.Identifier(name)))


def _end_sessions(database: str) -> None:
    """Have each role end its own sessions: the owner may not end another's."""
    for url in embedded.database_urls(HOME).values():
        with psycopg.connect(url, dbname=database, autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and usename = current_user and pid <> pg_backend_pid()"
            )


def _as_owner(statement: sql.Composed) -> None:
    """Run a statement that no transaction may hold, in the ordinary database."""
    with psycopg.connect(embedded.database_urls(HOME)["owner"], autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(autouse=True)
def _speak_as_at_the_start() -> Iterator[None]:
    """Leave no language behind: Django keeps the last reader's on the thread until the next one asks."""
    language = translation.get_language()
    yield
    translation.activate(language)


_put_aside_for: set[str] = set()


@pytest.fixture
def nothing_waits(request: pytest.FixtureRequest, transactional_db: None) -> None:
    """Put aside what the files before this one left to do; for tests that have relay or workers do all."""
    if request.module.__name__ not in _put_aside_for:
        from tests.leftovers import put_aside

        put_aside()
        _put_aside_for.add(request.module.__name__)


@pytest.fixture
def make_shop(transactional_db: None) -> Callable[..., Shop]:
    """Return a function that founds a business of a unique name with an administrator; all of it commits."""
    from rapport.kernel.identity import api as identity
    from rapport.kernel.tenancy import api as tenancy

    def make(name: str, **values: Any) -> Shop:
        slug = f"{name}-{secrets.token_hex(4)}"
        tenant = tenancy.create_tenant(slug, name.title(), **values)
        identity.found_roles(tenant.id)
        person = identity.create_person(
            f"admin@{slug}.example", f"Ada {name.title()}", "correct horse battery"
        )
        member = identity.add_member(tenant.id, person, ["admin"])
        with tenancy.as_tenant(tenant.id):
            actor = identity.get_member_actor(member.id)
        return Shop(tenant.id, slug, actor, person, "correct horse battery")

    return make


@pytest.fixture
def shop(make_shop: Callable[..., Shop]) -> Shop:
    """The business under test."""
    return make_shop("teahouse", currency="EUR", zone="Europe/Berlin", country="DE")


@pytest.fixture
def other_shop(make_shop: Callable[..., Shop]) -> Shop:
    """A stranger's business on the same installation."""
    return make_shop("stranger", currency="USD")


@pytest.fixture
def api(shop: Shop) -> ApiCaller:
    """A program with an administrator's token of the shop under test; `api.get("/units")`."""
    return ApiCaller(shop.tenant_id)


@pytest.fixture
def client_of(db: None) -> Callable[[Any], Client]:
    """Return a function that signs a member (or a member's actor) in and gives their browser."""
    from django.contrib.auth import get_user_model

    from rapport.kernel.identity.models import Member
    from rapport.kernel.tenancy.api import as_tenant

    def enter(who: Any) -> Client:
        with as_tenant(who.tenant_id):
            member = Member.objects.get(id=who.id)
        client = Client()
        client.force_login(get_user_model().objects.get(id=member.person_id))
        session = client.session
        session.update({"tenant": str(member.tenant_id), "member": str(member.id)})
        session.save()
        return client

    return enter


@pytest.fixture
def signed_in(shop: Shop, client_of: Callable[[Any], Client]) -> Client:
    """The browser of the shop's administrator."""
    return client_of(shop.actor)


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data; tests that need it are skipped where it is absent."""
    folder = data_folder()
    if not folder.exists():
        pytest.skip("the real data is not here (set RAPPORT_DATA)")
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Open every role's connection to tests that use the database at all.

    Who drives a browser or a whole installation is given a second try, which the summary names: their pace
    is the machine's, not the test's (docs/decisions/0031).
    """
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "page" in fixtures or item.path.parent == INSTALLATIONS:
            item.add_marker(pytest.mark.flaky(reruns=1))
        if fixtures & {"make_shop", "api", "client_of", "nothing_waits"} and not item.get_closest_marker(
            "django_db"
        ):
            item.add_marker(pytest.mark.django_db(transaction=True, databases="__all__"))
