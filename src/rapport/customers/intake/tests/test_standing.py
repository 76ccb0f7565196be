"""What a party is to the business: what somebody said of it, else what its stage says."""

from pathlib import Path
from uuid import UUID

import pytest
from tests.house import Shop

from rapport.customers.intake.api import take_path
from rapport.customers.intake.api.landing import run_import
from rapport.customers.matching.api import merge_customers, take_in_customers, unmerge_customers
from rapport.customers.party.api import load_states, set_roles
from rapport.customers.party.plugs.filtering import visible_parties
from rapport.customers.party.tests.people import draft, enter
from rapport.kernel.filters.api import narrow, parse
from rapport.kernel.tenancy.api import as_tenant

FILE = "name,email,stage\nAda,ada@x.org,customer\nBob,bob@x.org,lead\nEve,eve@x.org,churned\n"


def held(shop: Shop) -> dict[str, list[str]]:
    """Return the roles of everybody by name, as the API and facts tell them."""
    with as_tenant(shop.tenant_id):
        ids = visible_parties(shop.actor).values_list("id", flat=True)
        return {state.name: state.roles for state in load_states(ids).values()}


def found(shop: Shop, role: str) -> set[str]:
    """Return who is found by a role."""
    with as_tenant(shop.tenant_id):
        rows = narrow(visible_parties(shop.actor), parse(f"role:any_of:{role}"), "customer", actor=shop.actor)
        return set(rows.values_list("name", flat=True))


def party_of(shop: Shop, name: str) -> UUID:
    """Return whose name it is."""
    with as_tenant(shop.tenant_id):
        return visible_parties(shop.actor).get(name=name).id


@pytest.fixture
def brought(shop: Shop, tmp_path: Path) -> Shop:
    """A shop whose three customers came by a file that says nothing of roles."""
    path = tmp_path / "people.csv"
    path.write_text(FILE, encoding="utf-8")
    run_import(take_path(path, "customers", actor=shop.actor).id, actor=shop.actor)
    return shop


def test_the_stage_tells_where_nobody_said(brought: Shop) -> None:
    assert held(brought) == {"Ada": ["customer"], "Bob": ["prospect"], "Eve": ["customer"]}
    assert found(brought, "customer") == {"Ada", "Eve"}
    assert found(brought, "prospect") == {"Bob"}
    entered = enter(brought, "Mia", "mia@x.org")
    assert held(brought)["Mia"] == entered.roles == ["prospect"]


def test_what_is_said_is_what_is_so(brought: Shop) -> None:
    ada = party_of(brought, "Ada")
    assert set_roles(ada, ["supplier"], actor=brought.actor).roles == ["supplier"]
    assert (found(brought, "supplier"), found(brought, "customer")) == ({"Ada"}, {"Eve"})
    assert set_roles(ada, [], actor=brought.actor).roles == ["customer"]
    assert found(brought, "customer") == {"Ada", "Eve"}


def test_an_arrival_adds_a_role_and_takes_none_away(brought: Shop) -> None:
    partner = draft("Ada", "ada@x.org", roles=("partner",), stage="customer")
    take_in_customers([partner], actor=brought.actor)
    assert held(brought)["Ada"] == ["customer", "partner"]


def test_a_merge_keeps_what_either_was_said_to_be(brought: Shop) -> None:
    ada, bob = party_of(brought, "Ada"), party_of(brought, "Bob")
    set_roles(bob, ["prospect", "press"], actor=brought.actor)
    merge = merge_customers(ada, bob, actor=brought.actor)
    assert held(brought)["Ada"] == ["press", "prospect"]
    unmerge_customers(merge.id, actor=brought.actor)
    assert held(brought) == {"Ada": ["customer"], "Bob": ["press", "prospect"], "Eve": ["customer"]}
