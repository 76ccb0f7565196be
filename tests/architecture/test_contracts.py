"""The import contracts themselves: each seeded trespass is seen, each lawful import passes."""

import pytest
from tools.contracts.front_doors import is_trespass
from tools.contracts.storeys import is_climb


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("rapport.operational.marketing.operations", "rapport.operational.sales.models"),
        ("rapport.operational.sales.queries", "rapport.customers.party.queries"),
        ("rapport.desk.home.queries", "rapport.customers.party.models.party"),
        ("rapport.analytical.value.jobs", "rapport.kernel.outbox.relay"),
        ("rapport.customers.party.operations", "rapport.kernel.tenancy.schema"),
        ("rapport.ui.http.lists", "rapport.kernel.identity.models"),
        ("rapport.site.wiring", "rapport.operational.orders.queries"),
    ],
)
def test_a_trespass_is_seen(importer: str, imported: str) -> None:
    assert is_trespass(importer, imported)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("rapport.operational.marketing.operations", "rapport.operational.sales.api"),
        ("rapport.operational.sales.handlers", "rapport.customers.party.events"),
        ("rapport.operational.sales.rules", "rapport.kernel.ids"),
        ("rapport.customers.party.migrations.0001_initial", "rapport.kernel.tenancy.schema"),
        ("rapport.desk.home.http.views", "rapport.customers.party.http.views"),
        ("rapport.site.urls", "rapport.operational.orders.http.urls"),
        ("rapport.operational.sales.models.deal", "rapport.operational.sales.rules.stages"),
        ("rapport.operational.sales.tests.test_deals", "rapport.customers.party.models"),
    ],
)
def test_a_lawful_import_passes(importer: str, imported: str) -> None:
    assert not is_trespass(importer, imported)


def test_storeys_go_down() -> None:
    room = "rapport.operational.sales"
    assert is_climb(f"{room}.queries", f"{room}.operations.win_deal")
    assert is_climb(f"{room}.models", f"{room}.api")
    assert not is_climb(f"{room}.http.views", f"{room}.operations")
    assert not is_climb(f"{room}.handlers", f"{room}.jobs")
    assert not is_climb(f"{room}.models", f"{room}.contracts")


def test_the_design_system_has_storeys_of_its_own() -> None:
    assert is_climb("rapport.ui.rules.icons", "rapport.ui.contracts.columns")
    assert is_climb("rapport.ui.http.lists", "rapport.ui.api")
    assert is_climb("rapport.ui.queries", "rapport.ui.http.replies")
    assert not is_climb("rapport.ui.api", "rapport.ui.http.replies")
