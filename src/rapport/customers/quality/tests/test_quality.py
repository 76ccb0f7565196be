"""Records are measured by what is there."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from tests.house import ApiCaller, Shop

from rapport.customers.consent.api import ConsentDraft, record_consent
from rapport.customers.party.api import (
    AddressDraft,
    CustomerState,
    ExternalIdDraft,
    InsightDraft,
    record_insights,
)
from rapport.customers.party.tests.people import enter
from rapport.customers.quality.api import get_completeness, measure
from rapport.customers.timeline.api import CUSTOMER, Subject, TaskDraft, add_note, add_task, log_contact
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def full(shop: Shop, name: str = "Zuleika Dobson") -> CustomerState:
    """Enter a customer with something of every kind."""
    state = enter(
        shop,
        name,
        "zuleika@x.org",
        "+4917612345678",
        country="GB",
        locale="en",
        tags=("Zuleika",),
        addresses=(AddressDraft(street="Zuleika Road 1", city="Oxford"),),
        external_ids=(ExternalIdDraft("shop", f"zuleika-{new_id()}"),),
    )
    about = Subject(CUSTOMER, state.id, state.id)
    add_note(about, "Zuleika likes tea", actor=shop.actor)
    add_task(about, TaskDraft("Call Zuleika"), actor=shop.actor)
    log_contact(state.id, kind="call", summary="Zuleika called", actor=shop.actor)
    record_consent(ConsentDraft(state.id, "newsletter", "email", True), actor=shop.actor)
    insight = InsightDraft(state.id, "segment", 1, "loyal")
    record_insights([insight], model="m", model_version="1", as_of=NOW, actor=shop.actor)
    return state


class TestMeasure:
    def test_adds_up_to_a_hundred(self, shop: Shop) -> None:
        empty, state = enter(shop, "Ada"), full(shop)
        with as_tenant(shop.tenant_id):
            assert get_completeness(empty.id, actor=shop.actor).percent == 0
            found = get_completeness(state.id, actor=shop.actor)
        assert (found.percent, found.missing) == (85, ("verified", "birthday"))

    @given(
        st.builds(
            CustomerState,
            id=st.uuids(),
            version=st.just(1),
            kind=st.sampled_from(["person", "company", "household"]),
            name=st.text(),
            country=st.sampled_from(["", "DE"]),
            locale=st.sampled_from(["", "en"]),
            created_at=st.just(NOW),
            updated_at=st.just(NOW),
        ),
        st.booleans(),
    )
    def test_lies_between_nothing_and_everything(self, state: CustomerState, has_consent: bool) -> None:
        found = measure(state, has_consent=has_consent)
        assert 0 <= found.percent <= 100
        assert (found.percent == 100) == (found.missing == ())


def test_over_the_api(api: ApiCaller, shop: Shop) -> None:
    assert api.get(f"/customers/{full(shop).id}/completeness").json()["percent"] == 85
