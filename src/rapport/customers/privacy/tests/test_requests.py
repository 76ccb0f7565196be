"""Requests about data: the book, its rules, the archive, and somebody erased who comes back."""

import json
import zipfile
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.customers.consent.api import get_preference
from rapport.customers.party.api import get_customer
from rapport.customers.party.contracts import ERASED
from rapport.customers.party.tests.people import clerk, enter
from rapport.customers.privacy.contracts import RequestDraft, RequestLine
from rapport.customers.privacy.handlers import notice_returned
from rapport.customers.privacy.models import DataRequest, Suppression
from rapport.customers.privacy.operations import archives, requests
from rapport.customers.privacy.rules import find_due, find_extended
from rapport.customers.privacy.tests.people import EMAIL, NAME, find_everywhere, full
from rapport.kernel.blobs.api import get_blob_path
from rapport.kernel.errors import Clash, Conflict, Forbidden, Invalid, Missing
from rapport.kernel.ids import new_id
from rapport.kernel.jobs.api import run_next
from rapport.kernel.notices.models import Notice
from rapport.kernel.outbox.api import Envelope
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.usefixtures("nothing_waits")

DAY = date(2026, 1, 31)


def ask(shop: Shop, party_id: UUID, kind: str = "access", received_on: date = DAY) -> RequestLine:
    draft = RequestDraft(party_id, kind, "email", received_on, "Please, all of it")
    return requests.record_request(draft, actor=shop.actor)


def identify(shop: Shop, line: RequestLine) -> RequestLine:
    return requests.move_request(line.id, "identify", how="document", actor=shop.actor)


class TestRules:
    def test_a_month_ends_with_the_month(self) -> None:
        assert find_due(DAY, "gdpr") == date(2026, 2, 28)
        assert find_due(date(2026, 12, 15), "gdpr") == date(2027, 1, 15)
        assert find_due(DAY, "pipl") == date(2026, 3, 2)
        assert find_due(DAY, "ccpa") == date(2026, 3, 17)

    def test_only_some_laws_know_a_later_day(self) -> None:
        assert find_extended(date(2026, 2, 28), "gdpr") == date(2026, 4, 28)
        assert find_extended(date(2026, 3, 2), "pipl") is None


class TestBook:
    def test_goes_from_asked_to_answered_step_by_step(self, shop: Shop) -> None:
        line = ask(shop, enter(shop).id, "rectification")
        assert (line.state, line.due_on) == ("open", date(2026, 2, 28))
        with pytest.raises(Clash):
            requests.move_request(line.id, "answer", actor=shop.actor)
        identify(shop, line)
        later = requests.move_request(line.id, "extend", note="Three shops", actor=shop.actor)
        assert (later.due_on, later.extended) == (date(2026, 4, 28), True)
        with pytest.raises(Clash):
            requests.move_request(line.id, "extend", note="Again", actor=shop.actor)
        over = requests.move_request(line.id, "answer", note="Done", actor=shop.actor)
        assert [step.what for step in over.steps] == ["received", "identify", "extend", "answer"]
        assert over.steps[1].how == "document" and over.is_over
        with pytest.raises(Clash):
            requests.move_request(line.id, "refuse", note="No", actor=shop.actor)

    def test_says_why_and_how(self, shop: Shop) -> None:
        line = ask(shop, enter(shop).id)
        for move in ("identify", "refuse", "extend"):
            with pytest.raises(Invalid):
                requests.move_request(line.id, move, actor=shop.actor)
        with pytest.raises(Conflict):
            requests.move_request(line.id, "withdraw", version=99, actor=shop.actor)
        with pytest.raises(Invalid):
            ask(shop, enter(shop, "Bea").id, received_on=timezone.now().date() + timedelta(days=3))

    def test_an_objection_has_nobody_write(self, shop: Shop) -> None:
        state = enter(shop)
        line = identify(shop, ask(shop, state.id, "objection"))
        requests.move_request(line.id, "answer", actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert get_preference(state.id, actor=shop.actor).do_not_contact

    def test_an_erasure_erases_and_the_book_forgets_the_words(self, shop: Shop) -> None:
        state = full(shop)
        draft = RequestDraft(state.id, "erasure", "letter", DAY, f"{NAME} wants to go")
        line = requests.record_request(draft, actor=shop.actor)
        identify(shop, line)
        over = requests.move_request(line.id, "answer", actor=shop.actor)
        assert (over.state, over.details, over.customer) == ("answered", "", state.name)
        assert find_everywhere(shop) == set()
        with as_tenant(shop.tenant_id):
            assert get_customer(state.id, actor=shop.actor).name == ERASED

    def test_is_for_those_who_may(self, shop: Shop, other_shop: Shop) -> None:
        line = ask(shop, enter(shop).id)
        with pytest.raises(Forbidden):
            requests.record_request(
                RequestDraft(line.customer_id, "access", "email", DAY), actor=clerk(shop, verbs=("view",))
            )
        with pytest.raises(Missing):
            requests.move_request(line.id, "withdraw", actor=other_shop.actor)

    def test_reminds_once_before_the_day_and_once_after(self, shop: Shop) -> None:
        line = ask(shop, enter(shop).id)
        assert requests.remind(actor=shop.actor) == 1
        assert requests.remind(actor=shop.actor) == 0
        with as_tenant(shop.tenant_id):
            assert Notice.objects.get(kind=requests.DUE).values == {"late": True}
            DataRequest.objects.filter(id=line.id).update(due_on=timezone.now().date() + timedelta(days=3))
        assert requests.remind(actor=shop.actor) == 1


class TestArchive:
    def test_holds_what_is_kept_and_names_nobody_else(self, shop: Shop) -> None:
        state, other = full(shop), enter(shop, "Ada Byron", "ada@x.org")
        line = ask(shop, state.id)
        with pytest.raises(Clash):
            archives.prepare_archive(line.id, actor=shop.actor)
        identify(shop, line)
        archives.prepare_archive(line.id, actor=shop.actor)
        while run_next("long"):  # other tests' jobs may wait before it
            pass
        blob_id = archives.take_archive(line.id, actor=shop.actor)
        with as_tenant(shop.tenant_id), zipfile.ZipFile(get_blob_path(blob_id)) as packed:
            data = json.loads(packed.read("data.json"))
            page = packed.read("data.html").decode()
        assert (
            data["customer"]["name"] == NAME and {"note", "task", "consent", "touch"} <= data["tables"].keys()
        )
        assert EMAIL in page and "likes tea" in page
        assert other.name not in str(data) + page and shop.actor.name not in str(data) + page
        over = requests.move_request(line.id, "answer", actor=shop.actor)
        assert [step.what for step in over.steps][-3:] == ["prepared", "downloaded", "answer"]

    def test_goes_when_its_day_is_over(self, shop: Shop) -> None:
        line = identify(shop, ask(shop, enter(shop).id))
        archives.write_archive(line.id, actor=shop.actor, tell=lambda done, total: None)
        assert archives.drop_archives(actor=shop.actor) == 0
        with as_tenant(shop.tenant_id):
            DataRequest.objects.filter(id=line.id).update(archive_until=timezone.now() - timedelta(seconds=1))
        assert archives.drop_archives(actor=shop.actor) == 1
        with pytest.raises(Missing):
            archives.take_archive(line.id, actor=shop.actor)


def test_somebody_erased_who_comes_back_is_noticed_once(shop: Shop) -> None:
    state = full(shop)
    line = identify(shop, ask(shop, state.id, "erasure"))
    requests.move_request(line.id, "answer", actor=shop.actor)
    back = enter(shop, "Zuleika Again", EMAIL)
    with as_tenant(shop.tenant_id):
        told = [arrival(shop, back.id)]
        notice_returned(told)
        notice_returned(told)
        assert get_preference(back.id, actor=shop.actor).do_not_contact
        assert Notice.objects.filter(kind="request.returned", subject_id=back.id).count() == 1
        assert Suppression.objects.filter(returned_id=back.id).count() == 1


def arrival(shop: Shop, party_id: UUID) -> Envelope:
    """The fact that a party came, as consumers are handed it."""
    now = timezone.now()
    points = [{"kind": "email", "normal": EMAIL}]
    return Envelope(
        id=new_id(),
        tenant_id=shop.tenant_id,
        name="customer.created.v1",
        occurred_at=now,
        recorded_at=now,
        subject_kind="customer",
        subject_id=party_id,
        subject_version=1,
        actor_id=None,
        unit_id=None,
        cause_id=None,
        payload={"state": {"id": str(party_id), "contact_points": points}},
    )


def test_over_the_api(api: ApiCaller, shop: Shop) -> None:
    body = {
        "customer_id": str(enter(shop).id),
        "kind": "access",
        "channel": "email",
        "received_on": "2026-01-31",
    }
    made = api.post("/data-requests", body)
    assert made.status_code == 201, made.content
    path = f"/data-requests/{made.json()['id']}"
    assert api.get(path).json()["due_on"] == "2026-02-28"
    assert api.post(f"{path}/archive").status_code == 409
    moved = api.post(f"{path}/moves", {"move": "identify", "how": "document"})
    assert moved.json()["state"] == "identified"
    assert api.post(f"{path}/archive").status_code == 202
    assert api.post(f"{path}/moves", {"move": "answer"}).status_code == 409
    assert [one["id"] for one in api.get("/data-requests").json()["items"]] == [made.json()["id"]]


def test_pages_tell_and_offer(shop: Shop, signed_in: Client) -> None:
    state = enter(shop)
    line = ask(shop, state.id)
    assert "Please, all of it" in signed_in.get(f"/requests/{line.id}").content.decode()
    listed = signed_in.get("/requests").content.decode()
    assert f"/requests/{line.id}" in listed
    assert f"/customers/{state.id}/requests" in signed_in.get(f"/customers/{state.id}").content.decode()
