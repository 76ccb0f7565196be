"""What is done to many customers: only to those one may change, told to the house, and taken back."""

from typing import Any

import pytest
from django.test import Client
from tests.house import Shop

from rapport.customers.party import api
from rapport.customers.party.models import Party, PartyTag
from rapport.customers.party.queries.lists import list_living
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import clerk, draft, enter, unit
from rapport.kernel.bulk import api as bulk
from rapport.kernel.bulk.models import BulkPart, BulkRun
from rapport.kernel.bulk.operations import do_run, undo_parts
from rapport.kernel.errors import Conflict, Forbidden, Invalid, Missing
from rapport.kernel.identity.api import Actor, FieldRule, Scope
from rapport.kernel.ids import new_id
from rapport.kernel.jobs.api import Progress
from rapport.kernel.tenancy.api import as_tenant


def run(shop: Shop, name: str, values: dict[str, str], actor: Actor | None = None) -> bulk.RunLine:
    """Do an action to every customer the actor sees."""
    who = actor or shop.actor
    with as_tenant(shop.tenant_id):
        rows = list_living(who)
    with as_tenant(shop.tenant_id):
        return bulk.start_run("customer", name, rows, values, actor=who)


def states(shop: Shop) -> dict[str, tuple[Any, ...]]:
    """Return stage, country and tags of each customer by name."""
    with as_tenant(shop.tenant_id):
        tags: dict[Any, list[str]] = {}
        for party, tag in PartyTag.objects.order_by("tag__key").values_list("party_id", "tag__name"):
            tags.setdefault(party, []).append(tag)
        rows = Party.objects.values_list("id", "name", "stage", "country")
        return {name: (stage, country, tags.get(one, [])) for one, name, stage, country in rows}


@pytest.fixture
def three(shop: Shop) -> None:
    """Three customers, one of them tagged."""
    enter(shop, "Ann", country="DE", tags=("old",))
    enter(shop, "Ben", country="GB", stage="customer")
    enter(shop, "Cat")


class TestMany:
    def test_a_field_is_set_and_put_back(self, shop: Shop, three: None) -> None:
        before = states(shop)
        line = run(shop, "edit", {"field": "stage", "stage": "former"})
        assert (line.state, line.done, line.refused, line.can_undo) == ("done", 3, 0, True)
        assert {stage for stage, *_rest in states(shop).values()} == {"former"}
        with as_tenant(shop.tenant_id):
            undone = bulk.undo_run(line.id, actor=shop.actor)
        assert undone.state == "undone"
        assert states(shop) == before

    def test_what_others_changed_since_stays(self, shop: Shop, three: None) -> None:
        line = run(shop, "edit", {"field": "country", "country": "fr"})
        with as_tenant(shop.tenant_id):
            ann = Party.objects.get(name="Ann").id
        api.update_customer(ann, {"country": "IT"}, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            bulk.undo_run(line.id, actor=shop.actor)
        assert {name: country for name, (_s, country, _t) in states(shop).items()} == {
            "Ann": "IT",
            "Ben": "GB",
            "Cat": "",
        }

    def test_tags_come_go_and_come_back(self, shop: Shop, three: None) -> None:
        before = states(shop)
        on = run(shop, "tag", {"tag": "Old"})
        assert {tuple(tags) for *_rest, tags in states(shop).values()} == {("old",)}
        off = run(shop, "untag", {"gone": "old"})
        assert {tuple(tags) for *_rest, tags in states(shop).values()} == {()}
        with as_tenant(shop.tenant_id):
            bulk.undo_run(off.id, actor=shop.actor)
            bulk.undo_run(on.id, actor=shop.actor)
        assert states(shop) == before

    def test_customers_are_handed_over_and_given_back(self, shop: Shop, three: None) -> None:
        there = unit(shop, "there")
        line = run(shop, "move", {"unit": str(there)})
        with as_tenant(shop.tenant_id):
            assert Party.objects.filter(unit_id=there).count() == 3
            bulk.undo_run(line.id, actor=shop.actor)
            assert Party.objects.filter(unit_id=there).count() == 0

    def test_the_house_hears_of_each(self, shop: Shop, three: None) -> None:
        run(shop, "edit", {"field": "stage", "stage": "former"})
        told = [*facts_of(shop.tenant_id, "customer.updated.v1")]
        assert {fact["state"]["stage"] for fact in told} == {"former"}
        assert {fact["version"] for fact in told} == {2}


class TestRefusals:
    def test_those_beyond_ones_scope_are_refused_row_by_row(self, shop: Shop) -> None:
        here = unit(shop, "here")
        enter(shop, "Mine", unit_id=here)
        enter(shop, "Theirs")
        actor = clerk(shop, unit_id=here, verbs=("edit",))
        with as_tenant(shop.tenant_id):
            rows = Party.objects.all()
            line = bulk.start_run(
                "customer", "edit", rows, {"field": "stage", "stage": "former"}, actor=actor
            )
        assert (line.done, line.refused) == (1, 1)
        assert states(shop)["Theirs"][0] == "prospect"

    def test_fields_a_role_protects_and_nonsense_are_refused(self, shop: Shop, three: None) -> None:
        rules = (FieldRule("customer", "stage", "read"),)
        careful = clerk(shop, scope=Scope.ALL, rules=rules)
        with pytest.raises(Forbidden):
            run(shop, "edit", {"field": "stage", "stage": "former"}, careful)
        for values in ({"field": "tenant_id"}, {"field": "stage", "stage": "boss"}, {}):
            with pytest.raises(Invalid):
                run(shop, "edit", values)
        with pytest.raises(Missing):
            run(shop, "explode", {})

    def test_somebody_elses_run_is_no_run(self, shop: Shop, three: None) -> None:
        line = run(shop, "edit", {"field": "stage", "stage": "former"})
        with as_tenant(shop.tenant_id):
            with pytest.raises(Missing):
                bulk.get_run(line.id, actor=clerk(shop, scope=Scope.ALL, verbs=("view",)))
            bulk.undo_run(line.id, actor=shop.actor)
            with pytest.raises(Conflict):
                bulk.undo_run(line.id, actor=shop.actor)


def test_many_go_in_parts_and_survive_being_run_twice(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    from rapport.kernel.bulk import operations

    monkeypatch.setattr(operations, "PART", 100)
    api.create_customers([draft(f"C{n}") for n in range(250)], actor=shop.actor)
    line = run(shop, "edit", {"field": "stage", "stage": "former"})
    assert (line.state, line.total) == ("waiting", 250)
    with as_tenant(shop.tenant_id):
        assert BulkPart.objects.filter(run_id=line.id).count() == 3
    enter(shop, "Late")
    for _time in range(2):
        assert do_run(line.id, actor=shop.actor, progress=Progress())["changed"] == 250
    assert states(shop)["Late"][0] == "prospect"
    with as_tenant(shop.tenant_id):
        bulk.undo_run(line.id, actor=shop.actor)
    for _time in range(2):
        assert undo_parts(line.id, actor=shop.actor, progress=Progress())["restored"] == 250
    with as_tenant(shop.tenant_id):
        assert BulkRun.objects.get(id=line.id).state == "undone"
        assert set(Party.objects.values_list("stage", flat=True)) == {"prospect"}


class TestPages:
    def test_all_that_match_are_changed_from_the_list(
        self, shop: Shop, signed_in: Client, three: None
    ) -> None:
        answer = signed_in.post(
            "/lists/customer/many/edit?field=stage",
            {"all": "1", "query": "/customers?stage=prospect", "stage": "former"},
        )
        assert answer.headers["Location"] == "/customers?stage=prospect"
        assert [states(shop)[name][0] for name in ("Ann", "Ben", "Cat")] == ["former", "customer", "former"]
        assert signed_in.get(f"/lists/runs/{new_id()}").status_code == 404

    def test_a_long_list_may_be_selected_row_by_row(self, shop: Shop, signed_in: Client, three: None) -> None:
        with as_tenant(shop.tenant_id):
            ids = [str(one) for one in Party.objects.values_list("id", flat=True)]
        strangers = [str(new_id()) for _number in range(1_900)]
        signed_in.post(
            "/lists/customer/many/edit?field=stage", {"ids": [*ids, *strangers], "stage": "former"}
        )
        assert {stage for stage, *_rest in states(shop).values()} == {"former"}

    def test_a_cell_is_edited_and_the_second_editor_is_told(self, shop: Shop, signed_in: Client) -> None:
        ann = enter(shop, "Ann", city="Bath").id
        address = f"/customers/{ann}/cells/city"
        assert b"Bath" in signed_in.get(address).content
        api.update_customer(ann, {"city": "York"}, actor=shop.actor)
        late = signed_in.post(address, {"value": "Hull", "version": "1"})
        assert late.status_code == 422
        assert "York" in late.content.decode()
        assert b'name="version" value="2"' in late.content
        again = signed_in.post(address, {"value": "Hull", "version": "2"})
        assert again.status_code == 200
        assert b"Hull" in again.content
