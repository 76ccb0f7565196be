"""A morning of somebody who sells: who there is, what is done, and what is true afterwards.

The story is told once (`spend`); whose hands do it (mouse, keyboard, a phone's touch) stands beside the test.
"""

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.utils import timezone
from playwright.sync_api import Download, Page, expect

from rapport.customers.likeness.operations.searching import search_pairs
from rapport.customers.matching.models import Merge
from rapport.customers.party.api import get_customer
from rapport.customers.party.models import PartyTag
from rapport.customers.party.tests.people import enter, unit
from rapport.customers.timeline.api import CUSTOMER, Subject, TaskDraft, add_task
from rapport.customers.timeline.models import Note, Task
from rapport.kernel.audit.api import list_changes
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import Actor
from rapport.kernel.notices.models import Notice
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.views.models import View
from tests.house import Shop
from tests.scenarios.at_work import let_the_house_work

PASSWORD = "correct horse battery"
TASK, TOLD = "Send the spring catalogue", "Ring 王小明 about the tea"
NOTE, VIEW, TAG = "wants the price list", "Britain", "spring"


@dataclass(frozen=True, slots=True)
class Morning:
    """Who takes part."""

    shop: Shop
    seller: Actor
    member_id: UUID
    address: str
    ann: UUID
    ada: UUID
    wang: UUID


class Hands(Protocol):
    """How one works; every step ends where what it did can be seen."""

    page: Page

    def sign_in(self, url: str, address: str, password: str) -> None: ...
    def read_the_notice(self) -> None: ...
    def go_home(self) -> None: ...
    def find(self, typed: str, name: str) -> None: ...
    def set_city(self, city: str) -> None: ...
    def note(self, mention: str, words: str) -> None: ...
    def enter_task(self, title: str, due: date) -> None: ...
    def narrow_to(self, country: str) -> None: ...
    def keep_view(self, name: str) -> None: ...
    def tag_all(self, tag: str) -> None: ...
    def take_back(self) -> None: ...
    def export(self) -> Download: ...
    def merge_the_first(self) -> None: ...
    def choose_dark(self) -> None: ...
    def sign_out(self) -> None: ...


def prepare(shop: Shop) -> Morning:
    """A seller of the north, a colleague, and customers: two records of one person among them."""
    north = unit(shop, "north")
    address = f"sofia@{shop.slug}.example"
    person = identity.create_person(address, "Sofia Seller", PASSWORD)
    member = identity.add_member(shop.tenant_id, person, ["manager"], unit_id=north)
    colleague = identity.create_person(f"ann@{shop.slug}.example", "Ann Lee", PASSWORD)
    ann = identity.add_member(shop.tenant_id, colleague, ["clerk"], unit_id=north)
    with as_tenant(shop.tenant_id):
        seller = identity.get_member_actor(member.id)
    born = {"given_name": "Grace", "birth_date": date(1946, 12, 9), "city": "New York", "country": "US"}
    enter(shop, "Grace Hopper", "grace@example.com", family_name="Hopper", unit_id=north, **born)
    enter(shop, "Grace Hoper", "hoper@example.com", family_name="Hoper", unit_id=north, **born)
    ada = enter(shop, "Ada Lovelace", "+44 20 7946 0958", city="London", country="GB", unit_id=north)
    enter(shop, "Mary Somerville", "mary@example.com", city="Jedburgh", country="GB", unit_id=north)
    wang = enter(shop, "王小明", "wang@example.com", city="杭州", country="CN", unit_id=north)
    about = Subject(CUSTOMER, wang.id, wang.id)
    add_task(about, TaskDraft(TOLD, due_at=timezone.now(), assignee_id=member.id), actor=shop.actor)
    search_pairs(actor=shop.actor)
    let_the_house_work()
    return Morning(shop, seller, member.id, address, ann.id, ada.id, wang.id)


def spend(hands: Hands, url: str, morning: Morning) -> None:
    """Do the whole morning; after each step its facts are asserted."""
    page = hands.page
    come_in(hands, url, morning)
    look_after_ada(hands, morning)
    work_on_the_list(hands, morning)
    hands.merge_the_first()
    with as_tenant(morning.shop.tenant_id):
        (merge,) = Merge.objects.all()
    assert merge.undone_at is None
    hands.choose_dark()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    hands.sign_out()
    expect(page.get_by_label("Password")).to_be_visible()
    page.goto(f"{url}/customers")
    assert "/sign-in/" in page.url


def come_in(hands: Hands, url: str, morning: Morning) -> None:
    """Sign in; what one was told leads to the thing and is read; home says what is to be done."""
    page = hands.page
    hands.sign_in(url, morning.address, PASSWORD)
    expect(page.get_by_role("link", name="Notices, 1 unread")).to_be_visible()
    hands.read_the_notice()
    expect(page.get_by_role("heading", name="王小明")).to_be_visible()
    with as_tenant(morning.shop.tenant_id):
        assert Notice.objects.get(member_id=morning.member_id).read_at is not None
    hands.go_home()
    expect(page.get_by_text(TOLD)).to_be_visible()


def look_after_ada(hands: Hands, morning: Morning) -> None:
    """Found by name and by number; a field, a note that names somebody, a task; all of it on record."""
    page = hands.page
    hands.find("小明", "王小明")
    hands.find("7946 09", "Ada Lovelace")
    hands.set_city("Bath")
    expect(page.get_by_role("button", name="Edit City: Bath")).to_be_attached()
    expect(page.locator("#record-head")).to_contain_text("Bath, United Kingdom")
    hands.note("ann", NOTE)
    expect(page.locator(".entry").first).to_contain_text(f"@Ann Lee {NOTE}")
    hands.enter_task(TASK, date(2031, 5, 6))
    expect(page.locator(".tasks").get_by_text(TASK)).to_be_visible()
    let_the_house_work()
    with as_tenant(morning.shop.tenant_id):
        assert get_customer(morning.ada, actor=morning.seller).city == "Bath"
        changes = [
            (one.actor_id, one.fields["city"])
            for one in list_changes(tables=("party",), subject_id=morning.ada)
            if "city" in one.fields
        ]
        assert changes == [(morning.seller.id, ("London", "Bath"))]
        assert Note.objects.get().mentions == [morning.ann]
        assert Notice.objects.filter(member_id=morning.ann, kind="note.mentioned").exists()
        task = Task.objects.get(title=TASK)
        assert (task.assignee_id, task.party_id) == (morning.member_id, morning.ada)


def work_on_the_list(hands: Hands, morning: Morning) -> None:
    """Narrowed, kept as a view, tagged, taken back, taken home as a file."""
    page = hands.page
    rows = page.locator("tbody tr[data-id]")
    hands.narrow_to("United Kingdom")
    expect(rows).to_have_count(2)
    hands.keep_view(VIEW)
    expect(page.locator("#views-customers-open")).to_contain_text(VIEW)
    hands.tag_all(TAG)
    expect(rows.get_by_text(TAG)).to_have_count(2)
    assert tagged(morning) == 2
    hands.take_back()
    expect(rows.get_by_text(TAG)).to_have_count(0)
    assert tagged(morning) == 0
    with as_tenant(morning.shop.tenant_id):
        view = View.objects.get()
        assert (view.name, view.owner_id, "country" in view.query) == (VIEW, morning.member_id, True)
        tags = {(one.op, one.actor_id) for one in list_changes(tables=("party_tag",))}
        assert tags == {("I", morning.seller.id), ("D", morning.seller.id)}
    exported = csv.DictReader(io.StringIO(Path(hands.export().path()).read_text("utf-8-sig")))
    assert sorted(row["Full name"] for row in exported) == ["Ada Lovelace", "Mary Somerville"]


def tagged(morning: Morning) -> int:
    """Count who carries the tag."""
    with as_tenant(morning.shop.tenant_id):
        return PartyTag.objects.filter(tag__key=TAG).count()
