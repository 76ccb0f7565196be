"""Lists: what the address may say, what the page answers, and that every value is escaped."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import RequestFactory

from rapport.ui.api import (
    BulkAction,
    Choice,
    Column,
    Filter,
    ListState,
    Money,
    Person,
    ShortList,
    Text,
    show_short,
)
from rapport.ui.contracts.listing import Listing, Sort
from rapport.ui.contracts.viewer import Viewer
from rapport.ui.http.lists import answer_list, read_list_state
from rapport.ui.http.samples import sample_columns, sample_rows
from rapport.ui.templatetags.frame_tags import draw_rows


@dataclass(frozen=True)
class Thing:
    """A row."""

    id: int
    name: str
    price: int


Ask = Callable[[str], ListState]
COLUMNS: list[Column[Thing]] = [
    Person("name", "Name", href=lambda row: f"/things/{row.id}", sort=True),
    Text("note", "Note", lambda row: row.name),
    Money("price", "Price", currency="EUR", sort=True, newest_first=True),
]
FILTERS = [
    Filter("kind", "Kind", [Choice("a", "A"), Choice("b", "B")]),
    Filter("age", "Age", [Choice("1", "1")], many=False),
]
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>\'"&'


@pytest.fixture
def ask(rf: RequestFactory) -> Ask:
    """Read the state of an address."""

    def read(query: str) -> ListState:
        request = rf.get(f"/things?{query}")
        return read_list_state(request, columns=COLUMNS, filters=FILTERS, default_sort="-price")

    return read


class TestReadListState:
    def test_drops_what_the_list_does_not_offer(self, ask: Ask) -> None:
        state = ask("sort=password&kind=a&kind=x&kind=a&secret=1&q=ada&age=1&age=1")
        assert state.sorts == (Sort("price", descending=True),)
        assert state.chosen == {"kind": ("a",), "age": ("1",)}
        assert state.search == "ada"

    def test_a_column_that_may_not_sort_is_refused(self, ask: Ask) -> None:
        assert ask("sort=note").sorts == (Sort("price", descending=True),)

    def test_links_keep_the_rest(self, ask: Ask) -> None:
        state = ask("q=ada&kind=a&sort=name")
        assert state.link(sorts=(Sort("price", descending=True),)) == "/things?q=ada&sort=-price&kind=a"
        assert state.link(after="x/=") == "/things?q=ada&sort=name&kind=a&after=x%2F%3D"
        assert state.toggled(FILTERS[0], "b") == "/things?q=ada&sort=name&kind=a&kind=b"
        assert state.toggled(FILTERS[0], "a") == "/things?q=ada&sort=name"

    def test_a_search_is_cut_and_cleaned(self, ask: Ask) -> None:
        assert len(ask("q=" + "a" * 5000 + "%00").search) == 200


class TestAnswerList:
    def listing(self, state: ListState, rows: tuple[Thing, ...] = (Thing(1, HOSTILE, 5),)) -> Listing[Thing]:
        bulk = [BulkAction("Tag", "/tag")]
        return Listing(
            name="things", title="Things", columns=COLUMNS, rows=rows, state=state, filters=FILTERS, bulk=bulk
        )

    def test_escapes_everything(self, rf: RequestFactory, ask: Ask) -> None:
        text = answer_list(rf.get("/things"), self.listing(ask(""))).content.decode()
        assert "<img" not in text
        assert "alert(2)</script>" not in text

    def test_answers_only_the_part_asked_for(self, rf: RequestFactory, ask: Ask) -> None:
        whole = answer_list(rf.get("/things"), self.listing(ask(""))).content
        part = answer_list(
            rf.get("/things", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="list-things"), self.listing(ask(""))
        )
        rows = answer_list(rf.get("/things?after=5", HTTP_HX_REQUEST="true"), self.listing(ask("after=5")))
        assert b"<html" in whole
        assert b"<html" not in part.content
        assert b"list-head" in part.content
        assert b"list-head" not in rows.content
        assert rows.content.strip().startswith(b"<tr")

    def test_says_when_nothing_matches(self, rf: RequestFactory, ask: Ask) -> None:
        text = answer_list(rf.get("/things?q=x"), self.listing(ask("q=x"), rows=())).content.decode()
        assert "Nothing matches" in text

    def test_going_back_brings_the_whole_page(self, rf: RequestFactory, ask: Ask) -> None:
        request = rf.get("/things", HTTP_HX_REQUEST="true", HTTP_HX_HISTORY_RESTORE_REQUEST="true")
        assert b"<html" in answer_list(request, self.listing(ask(""))).content


def test_a_short_list_is_searched_and_goes_on(rf: RequestFactory) -> None:
    things = [Thing(number, f"Thing {number:03}", 5) for number in range(130)]
    short = ShortList(
        name="things", title="Things", columns=COLUMNS[:2], rows=things, words=lambda row: row.name
    )

    def show(query: str) -> str:
        return show_short(rf.get(f"/things?{query}"), short).content.decode()

    assert show("").count("<tr data-id") == 100
    assert show("after=100").count("<tr data-id") == 30
    assert show("q=THING 01").count("<tr data-id") == 10
    assert "Nothing matches" in show("q=nobody")
    assert show("after=x&sort=name").count("<tr data-id") == 100


def test_fifty_rows_of_ten_columns_cost_little(ask: Ask) -> None:
    listing = Listing(name="s", title="S", columns=sample_columns(), rows=sample_rows(0, 50), state=ask(""))
    viewer = Viewer()
    draw_rows(listing, viewer)
    start = time.process_time()
    for _ in range(20):
        draw_rows(listing, viewer)
    assert (time.process_time() - start) / 20 < 0.02
