"""Tokens and invitations: shown once, gone when they are withdrawn, never more than their maker."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.house import Shop

from rapport.kernel.errors import Conflict, Forbidden, Missing
from rapport.kernel.identity import api
from rapport.kernel.identity.api import Grant
from rapport.kernel.identity.tests.roles import role_id
from rapport.kernel.outbox.api import Envelope
from rapport.kernel.tenancy.api import as_tenant


class TestTokens:
    def test_are_shown_once_and_revoked_at_once(
        self, shop: Shop, heard: Callable[[], list[Envelope]]
    ) -> None:
        token, secret = api.issue_token("web shop", "clerk", actor=shop.actor, scopes=["view:order"])
        assert api.find_token(secret) == (shop.tenant_id, token.id, None)
        with as_tenant(shop.tenant_id):
            line = api.list_tokens(shop.actor)[0]
            assert secret not in repr(line)
        api.revoke_token(token.id, actor=shop.actor)
        assert api.find_token(secret) is None
        told = heard()
        assert [fact.name for fact in told] == ["token.created.v1", "token.revoked.v1"]
        assert secret not in repr(told)

    def test_die_with_their_day_and_with_their_business(self, shop: Shop) -> None:
        soon = timezone.now() + timedelta(days=1)
        token, secret = api.issue_token("web shop", "clerk", actor=shop.actor, expires_at=soon)
        assert api.find_token(secret) is not None
        from rapport.kernel.identity.models import ApiToken
        from rapport.kernel.tenancy.api import change_tenant

        with as_tenant(shop.tenant_id):
            ApiToken.objects.filter(id=token.id).update(expires_at=timezone.now())
        assert api.find_token(secret) is None
        _, other = api.issue_token("web shop", "clerk", actor=shop.actor)
        change_tenant(shop.tenant_id, status="suspended")
        assert api.find_token(other) is None

    def test_never_do_more_than_their_maker(self, shop: Shop, hire: Callable[..., Any]) -> None:
        role = api.create_role("Integrator", actor=shop.actor)
        api.set_grants(role.id, [Grant("*", "token")], actor=shop.actor)
        with pytest.raises(Forbidden):
            api.issue_token("mine", "admin", actor=hire(role.code))


class TestInvites:
    def test_bring_a_new_person_in_once(self, shop: Shop, heard: Callable[[], list[Envelope]]) -> None:
        invite, secret = api.invite_member(
            f" New@{shop.slug}.example", role_id(shop, "clerk"), actor=shop.actor, name="New One"
        )
        assert api.read_invite(secret).business == "Teahouse"
        member, person = api.accept_invite(secret, name="New One", password="a long enough phrase")
        assert (member.email, person.check_password("a long enough phrase")) == (invite.email, True)
        with pytest.raises(Missing):
            api.accept_invite(secret, name="Again", password="a long enough phrase")
        told = heard()
        assert [fact.name for fact in told] == ["member.invited.v1", "member.joined.v1"]
        assert secret not in repr(told)

    def test_are_for_the_person_they_name(self, shop: Shop, other_shop: Shop) -> None:
        _, secret = api.invite_member(other_shop.person.email, role_id(shop, "clerk"), actor=shop.actor)
        with pytest.raises(Forbidden):
            api.accept_invite(secret, person=shop.person)
        with pytest.raises(Conflict):
            api.accept_invite(secret, name="Imposter", password="a long enough phrase")
        api.accept_invite(secret, person=other_shop.person)
        assert len(api.list_memberships(other_shop.person.id)) == 2

    def test_die_when_withdrawn_or_replaced(self, shop: Shop) -> None:
        address, clerk = f"n@{shop.slug}.example", role_id(shop, "clerk")
        _, first = api.invite_member(address, clerk, actor=shop.actor)
        invite, second = api.invite_member(address, clerk, actor=shop.actor)
        api.withdraw_invite(invite.id, actor=shop.actor)
        for secret in (first, second):
            with pytest.raises(Missing):
                api.read_invite(secret)
