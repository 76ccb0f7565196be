"""Each promise's own test is run on a build that is broken on purpose, and must fail there.

What is broken in the database is mended again, whatever happens; docs/promises.md lists the breaks.
"""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from django.db import connections

from rapport.kernel.audit.tests import test_history
from rapport.kernel.embedded import api as embedded
from rapport.kernel.identity.models import ApiToken
from rapport.kernel.metering.api import count_usage
from rapport.kernel.metering.tests import test_metering
from rapport.kernel.rest.http import credentials, limits, tally
from rapport.kernel.rest.tests import test_callers, test_tally
from rapport.kernel.settings import registry
from rapport.kernel.settings.tests import test_settings
from rapport.kernel.tenancy.api import as_tenant, current_tenant_id
from rapport.kernel.tenancy.tests import test_walls
from rapport.operational.orders.tests import test_holding
from tests.house import HOME, ApiCaller, Shop

Make = Callable[..., Shop]
FAILS = (AssertionError, pytest.fail.Exception)
"""How a test fails: what it asserts is not so, or what it expects is not raised."""


@pytest.fixture(autouse=True)
def forget() -> None:
    credentials._known.clear()
    limits._allowances.clear()
    tally._tallies.clear()


def run_as_owner(*statements: str) -> list[Any]:
    """Run statements as the owner of the schema, and return the rows of the last."""
    parts = embedded.connection_parts(HOME)["owner"] | {"dbname": connections["owner"].settings_dict["NAME"]}
    with psycopg.connect(**parts) as owner:
        for statement in statements:
            answer = owner.execute(statement.encode())
        return answer.fetchall() if answer.description else []


@contextmanager
def broken(*breaks: str, mended: tuple[str, ...]) -> Iterator[None]:
    """Break the database, and mend it."""
    run_as_owner(*breaks)
    try:
        yield
    finally:
        run_as_owner(*mended)


class TestWalls:
    """A query without any filter sees one business."""

    def test_a_table_without_its_wall(self, shop: Shop, other_shop: Shop, make_shop: Make) -> None:
        walls = test_walls.TestAsTenant()
        with broken(
            "alter table unit disable row level security",
            mended=("alter table unit enable row level security",),
        ):
            with pytest.raises(FAILS):
                walls.test_shows_only_its_own_rows(shop, other_shop)
            with pytest.raises(FAILS):
                test_walls.TestEveryTable().test_with_a_tenant_is_walled_and_keyed(shop)
        walls.test_shows_only_its_own_rows(make_shop("mended"), make_shop("other"))

    def test_a_wall_with_a_hole(self, shop: Shop, other_shop: Shop, make_shop: Make) -> None:
        (kept,) = run_as_owner(
            "select pg_get_expr(polqual, polrelid) from pg_policy"
            " where polrelid = 'unit'::regclass and polname = 'tenant'"
        )
        with (
            broken(
                "alter policy tenant on unit using (true) with check (true)",
                mended=(f"alter policy tenant on unit using ({kept[0]}) with check ({kept[0]})",),
            ),
            pytest.raises(FAILS),
        ):
            test_walls.TestAsTenant().test_shows_only_its_own_rows(shop, other_shop)
        test_walls.TestAsTenant().test_shows_only_its_own_rows(make_shop("mended"), make_shop("other"))


class TestRegister:
    """A business changes its own entry in the register, never plan, status or another's."""

    @pytest.mark.parametrize("change", ["plan = 'free'", "status = 'active'"])
    def test_the_right_to_change_everything(self, shop: Shop, change: str) -> None:
        column = change.split(maxsplit=1)[0]
        with (
            broken(
                f"grant update ({column}) on tenant to rapport_app",
                mended=(f"revoke update ({column}) on tenant from rapport_app",),
            ),
            pytest.raises(FAILS),
        ):
            test_settings.test_the_database_keeps_plan_and_status_from_the_business(shop, change)
        test_settings.test_the_database_keeps_plan_and_status_from_the_business(shop, change)

    def test_a_policy_that_opens_every_entry(self, shop: Shop, other_shop: Shop) -> None:
        (kept,) = run_as_owner(
            "select pg_get_expr(polqual, polrelid) from pg_policy"
            " where polrelid = 'tenant'::regclass and polname = 'own_change'"
        )
        with (
            broken(
                "alter policy own on tenant using (true)",
                "alter policy own_change on tenant using (true) with check (true)",
                mended=(
                    f"alter policy own on tenant using ({kept[0]})",
                    f"alter policy own_change on tenant using ({kept[0]}) with check ({kept[0]})",
                ),
            ),
            pytest.raises(FAILS),
        ):
            test_settings.test_no_business_changes_another_ones_entry(shop, other_shop)
        test_settings.test_no_business_changes_another_ones_entry(shop, other_shop)


class TestTokens:
    """A token's last use is kept, at most once a minute; an expired token opens nothing."""

    def test_a_use_that_is_not_kept(
        self, api: ApiCaller, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tally, "note_token_use", lambda *_told, **_more: None)
        with pytest.raises(FAILS):
            test_tally.test_the_last_use_is_kept_with_its_place_and_leaves_no_history(api, shop)

    def test_a_use_that_is_kept_with_every_call(
        self, api: ApiCaller, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tally, "SECONDS", -1.0)
        with pytest.raises(FAILS):
            test_tally.test_the_last_use_is_kept_with_its_place_and_leaves_no_history(api, shop)

    def test_a_gate_that_forgets_when_a_token_ends(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        look_up = credentials._look_up
        monkeypatch.setattr(
            credentials, "_look_up", lambda secret, now: replace(look_up(secret, now), expires_at=None)
        )
        with pytest.raises(FAILS):
            test_callers.TestCaller().test_is_refused_the_moment_a_remembered_token_expires(shop, monkeypatch)

    def test_a_look_up_that_finds_ended_tokens_too(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        """Either check alone refuses; only without both does an ended token open."""

        def find(secret: str) -> Any:
            with as_tenant(shop.tenant_id):
                token = ApiToken.objects.get(digest=hashlib.sha256(secret.encode()).digest())
            return shop.tenant_id, token.id, token.expires_at

        monkeypatch.setattr(credentials, "find_token", find)
        test_callers.TestCaller().test_is_refused_the_moment_the_token_expires(shop)
        monkeypatch.setattr(credentials, "find_token", lambda secret: (*find(secret)[:2], None))
        with pytest.raises(FAILS):
            test_callers.TestCaller().test_is_refused_the_moment_the_token_expires(shop)


class TestHistory:
    """History is complete, bulk SQL included, and cannot be forged; a broken seal is found."""

    @pytest.mark.parametrize(
        ("event", "name"),
        [
            ("insert", "test_counts_the_rows_of_a_bulk_insert_in_one_line"),
            ("update", "test_keeps_what_a_bulk_update_overwrote"),
            ("update", "test_tells_who_changed_what_before_and_after"),
        ],
    )
    def test_a_table_without_its_trigger(self, shop: Shop, event: str, name: str) -> None:
        with (
            broken(
                f"alter table unit disable trigger change_{event}",
                mended=(f"alter table unit enable always trigger change_{event}",),
            ),
            pytest.raises((*FAILS, ValueError)),
        ):
            getattr(test_history.TestListChanges(), name)(shop)

    @pytest.mark.parametrize(
        ("right", "statement"),
        [("delete", "delete from change"), ("update", "update change set actor_id = null")],
    )
    def test_the_right_to_forge(self, shop: Shop, right: str, statement: str) -> None:
        with (
            broken(
                f"grant {right} on change to rapport_app",
                mended=(f"revoke {right} on change from rapport_app",),
            ),
            pytest.raises(FAILS),
        ):
            test_walls.TestRowLevelSecurity().test_refuses_the_app_more_than_its_rights(shop, statement)
        test_walls.TestRowLevelSecurity().test_refuses_the_app_more_than_its_rights(shop, statement)

    def test_seals_that_nobody_compares(self, shop: Shop, make_shop: Make) -> None:
        (kept,) = run_as_owner(
            "select pg_get_functiondef(oid) from pg_proc where proname = 'change_check_seals'"
        )
        head = kept[0][: kept[0].index("AS $function$")]
        head = head.replace("LANGUAGE plpgsql", "LANGUAGE sql")
        blind = f"{head}AS $function$ select s.number, true, false from change_seal s $function$"
        tampering = "delete from change where table_name = 'unit'"
        with broken(blind, mended=(kept[0],)), pytest.raises(FAILS):
            test_history.TestSeals().test_break_when_history_is_edited_by_its_owner(shop, tampering)
        mended = make_shop("mended")
        test_history.TestSeals().test_break_when_history_is_edited_by_its_owner(mended, tampering)


class TestHolds:
    """The business's currency holds still once there are orders."""

    def test_a_setting_nobody_holds(
        self, shop: Shop, other_shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(registry, "_guards", {})
        with pytest.raises(FAILS):
            test_holding.test_the_currency_changes_until_there_is_an_order(shop, other_shop)


class TestMeters:
    """What was taken back is not counted."""

    def test_a_count_in_a_transaction_of_its_own(
        self, shop: Shop, other_shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def count_apart(meter: str, amount: int = 1) -> None:
            tenant_id = current_tenant_id()

            def count() -> None:
                with as_tenant(tenant_id):
                    count_usage(meter, amount)
                connections.close_all()

            hand = threading.Thread(target=count)
            hand.start()
            hand.join()

        monkeypatch.setattr(test_metering, "count_usage", count_apart)
        with pytest.raises(FAILS):
            test_metering.test_what_was_taken_back_is_not_counted(shop, other_shop)
