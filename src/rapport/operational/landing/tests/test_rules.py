"""Which words somebody gets, and what is refused of a piece before anything is kept."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.kernel.errors import Clash, Invalid
from rapport.operational.landing import rules
from rapport.operational.landing.contracts import PieceDraft, Words

GOOD = PieceDraft("popup", "News", "news", where=("/tea/*",), delay=5)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("slug", ""), ("slug", "Tea"), ("slug", "-tea"), ("slug", "a" * 61), ("name", " ")],
        *[("where", ("tea",)), ("where", ("/a b",)), ("where", ("/x",) * 31), ("delay", 601), ("delay", -1)],
        *[("again_days", 367), ("who", "x"), ("did", "x"), ("moment", "x"), ("kind", "letter")],
    ],
)
def test_what_is_wrong_of_a_piece_is_named(field: str, value: Any) -> None:
    assert rules.check_piece(GOOD) is GOOD
    with pytest.raises(Invalid) as refused:
        rules.check_piece(replace(GOOD, **{field: value}))
    assert list(refused.value.reasons) == [field]


def test_a_share_of_the_page_is_at_most_all_of_it() -> None:
    rules.check_piece(replace(GOOD, moment="scrolled", delay=100))
    with pytest.raises(Invalid):
        rules.check_piece(replace(GOOD, moment="scrolled", delay=101))


def test_names_become_addresses() -> None:
    assert rules.make_slug("Tea & more: März!") == "tea-more-m-rz"
    assert rules.make_slug("春茶") == "page"


@given(st.text(max_size=200))
def test_every_name_makes_an_address_that_is_one(name: str) -> None:
    rules.check_piece(replace(GOOD, slug=rules.make_slug(name)))


def test_words_that_strangers_cannot_read_are_refused() -> None:
    place = ({"kind": "text", "text": "Dear {{name}}"},)
    foreign = ({"kind": "picture", "url": "https://elsewhere.example/a.png", "text": "", "href": ""},)
    own = ({"kind": "picture", "url": f"https://crm.example/pictures/{'a' * 32}", "text": "", "href": ""},)
    for blocks in (place, foreign):
        with pytest.raises(Invalid) as refused:
            rules.check_words([Words("A", "en", "Tea", blocks)])
        assert list(refused.value.reasons) == ["A.en"]
    rules.check_words([Words("A", "en", "Tea", own)])
    assert rules.picture_path(own[0]["url"]) == f"/pictures/{'a' * 32}"
    with pytest.raises(Clash):
        rules.check_words([Words("A", "en", "Tea"), Words("A", "en", "More")])


def test_ways_are_drawn_by_their_shares_and_stay_drawn() -> None:
    words = [Words("A", "en", "x", share=1), Words("B", "en", "y", share=3)]
    drawn = Counter(rules.draw_code(words, "seed", f"v{number}") for number in range(4_000))
    assert 2_900 < drawn["B"] < 3_100
    assert {rules.draw_code(words, "seed", "v1") for _ in range(5)} == {rules.draw_code(words, "seed", "v1")}
    assert rules.draw_code(words, "seed", "") == "A"


def test_who_reads_neither_language_gets_the_shops() -> None:
    words = [Words("A", "en", "Tea"), Words("A", "zh-hans", "茶")]
    for asked, title in (
        (("zh-hans", "en"), "茶"),
        (("", "en"), "Tea"),
        (("", ""), "Tea"),
    ):
        found = rules.choose_words(words, "A", asked)
        assert found is not None
        assert found.title == title
    assert rules.choose_words(words, "B", ("en",)) is None
    assert [rules.read_language(one) for one in ("zh-CN", "en-GB", "de")] == ["zh-hans", "en", ""]


def test_a_way_that_lacks_a_language_is_told_before_visitors_see_it() -> None:
    both = [Words("A", "en", "Tea"), Words("A", "zh-hans", "茶"), Words("B", "en", "More tea")]
    assert "languages" in rules.find_missing(both)
    assert not rules.find_missing(both[:2])
    assert rules.find_missing([])


@pytest.mark.parametrize(
    ("who", "did", "known", "cart", "suits"),
    [
        ("all", "", False, False, True),
        ("known", "", False, False, False),
        ("known", "", True, False, True),
        ("unknown", "", True, False, False),
        ("all", "cart", False, False, False),
        ("all", "cart", True, True, True),
    ],
)
def test_pop_ups_come_to_those_they_are_for(who: str, did: str, known: bool, cart: bool, suits: bool) -> None:
    found = rules.suits({"who": who, "did": did}, known=known, back=False, looked=False, cart=cart)
    assert found is suits
