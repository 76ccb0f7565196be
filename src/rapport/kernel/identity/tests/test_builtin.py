"""Built-in roles follow the product: additions reach older businesses, what they took away stays away."""

import pytest
from tests.house import Shop

from rapport.kernel.audit.api import list_changes
from rapport.kernel.identity import api
from rapport.kernel.identity.api import Grant, Scope
from rapport.kernel.identity.models import Role, RoleGrant
from rapport.kernel.identity.operations import builtin
from rapport.kernel.identity.rules import BUILTIN_ROLES, find_unoffered
from rapport.kernel.identity.tests.roles import role_id
from rapport.kernel.tenancy.api import as_tenant, list_tenants

NEW = Grant("edit", "audit", Scope.UNIT)


def grants(shop: Shop, code: str) -> set[Grant]:
    with as_tenant(shop.tenant_id):
        return set(api.list_grants(Role.objects.get(code=code).id))


@pytest.fixture(autouse=True)
def of_this_test(make_shop: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let businesses founded by earlier tests, thousands by now, stay as they are."""
    before = {tenant.id for tenant in list_tenants()}
    monkeypatch.setattr(
        builtin, "list_tenants", lambda: [tenant for tenant in list_tenants() if tenant.id not in before]
    )


@pytest.fixture
def extended(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """A business founded before the product gave its clerks one right more, and a role more."""
    later = {**BUILTIN_ROLES, "clerk": (*BUILTIN_ROLES["clerk"], NEW), "auditor": (NEW,)}
    monkeypatch.setattr(builtin, "BUILTIN_ROLES", later)
    monkeypatch.setattr(builtin, "BUILTIN_NAMES", {**builtin.BUILTIN_NAMES, "auditor": "Auditor"})
    return shop


class TestRenewing:
    def test_what_the_product_added_reaches_a_business_that_exists(self, extended: Shop) -> None:
        before = grants(extended, "clerk")
        api.renew_roles()
        assert grants(extended, "clerk") == before | {NEW}
        assert grants(extended, "auditor") == {NEW}
        with as_tenant(extended.tenant_id):
            changed = list_changes(subject_id=Role.objects.get(code="clerk").id)
        assert changed

    def test_what_the_business_took_away_stays_away(self, extended: Shop) -> None:
        kept = grants(extended, "clerk") - {Grant("create", "order", Scope.UNIT)}
        clerk = role_id(extended, "clerk")
        api.set_grants(clerk, kept, actor=extended.actor)
        api.renew_roles()
        assert grants(extended, "clerk") == kept | {NEW}
        api.set_grants(clerk, kept, actor=extended.actor)
        api.renew_roles()
        assert grants(extended, "clerk") == kept

    def test_what_the_business_gave_farther_keeps_its_reach(self, extended: Shop) -> None:
        farther = Grant(NEW.verb, NEW.kind, Scope.ALL)
        with as_tenant(extended.tenant_id):
            role = Role.objects.get(code="clerk")
            RoleGrant.objects.create(role=role, verb=NEW.verb, kind=NEW.kind, scope=Scope.ALL)
        api.renew_roles()
        assert farther in grants(extended, "clerk") and NEW not in grants(extended, "clerk")

    def test_a_role_of_the_business_with_that_code_is_its_own(self, extended: Shop) -> None:
        own = api.create_role("Auditor", actor=extended.actor)
        api.renew_roles()
        with as_tenant(extended.tenant_id):
            assert api.list_grants(own.id) == []

    def test_again_changes_nothing(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            before = {role.code: role.offered for role in Role.objects.all()}
        api.renew_roles()
        with as_tenant(shop.tenant_id):
            assert {role.code: role.offered for role in Role.objects.all()} == before

    def test_every_right_is_one_a_kind_knows(self) -> None:
        known = {kind.name: kind.verbs for kind in api.list_kinds()}
        for grant in (grant for grants in BUILTIN_ROLES.values() for grant in grants):
            assert grant.kind == "*" or (grant.kind in known and grant.verb in ("*", *known[grant.kind]))


def test_only_what_was_never_offered_is_new() -> None:
    assert find_unoffered([NEW, Grant("view", "audit")], ["view:audit"]) == [NEW]
    assert find_unoffered([NEW], ["edit:audit"]) == []
