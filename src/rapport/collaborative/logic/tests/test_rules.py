"""What a text meets, what an answer is, when nothing is said: rules alone, without a database."""

from datetime import UTC, datetime
from decimal import Decimal
from fnmatch import fnmatchcase
from time import perf_counter
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.collaborative.logic.contracts.service import (
    Definition,
    Step,
    StepKind,
    Then,
    When,
    read_definition,
    write_definition,
)
from rapport.collaborative.logic.rules.answers import read_answer
from rapport.collaborative.logic.rules.checking import check_definition
from rapport.collaborative.logic.rules.deciding import Form, Lately, decide
from rapport.collaborative.logic.rules.meeting import Book, Clock, Said, Service
from rapport.collaborative.logic.rules.nearness import distance, is_near
from rapport.collaborative.logic.rules.patterns import read_pattern
from rapport.collaborative.logic.rules.texts import first_number, plain, tell_language

NOON = Clock(datetime(2026, 11, 23, 12, tzinfo=UTC), open=True)
LETTERS = st.text("ab 1", max_size=12)


def service(name: str, *words: str, position: int = 100, then: Then | None = None, **when: Any) -> Service:
    definition = Definition(When(words=words, **when), then or Then(answer=name))
    return Service(UUID(int=sum(map(ord, name))), name, position, 1, UUID(int=1), definition)


def met(text: str, *services: Service, clock: Clock = NOON) -> str:
    decision = decide(Said(text), Book(services), clock)
    return decision.service.name if decision.service else ""


class TestPatterns:
    @given(st.text("ab*?", max_size=8), st.text("ab", max_size=10))
    def test_agree_with_another_reader_of_such_patterns(self, pattern: str, text: str) -> None:
        assert read_pattern(pattern).fits(text) == fnmatchcase(text, pattern)

    @pytest.mark.parametrize(
        ("pattern", "text", "fits"),
        [
            *(("order*#", "order 17", True), ("order*#", "order", False), ("#", "12", True)),
            *(("#", "1 2", False), ("# cups", "3 cups", True), ("*营业时间*", "请问营业时间几点", True)),
            *(("where*order*", "where is my order", True), ("a?c", "abc", True), ("a?c", "ac", False)),
        ],
    )
    def test_say_what_they_say(self, pattern: str, text: str, fits: bool) -> None:
        assert read_pattern(pattern).fits(plain(text)) is fits

    def test_no_pattern_takes_long(self) -> None:
        hostile = read_pattern("*a" * 60)
        began = perf_counter()
        assert not hostile.fits("a" * 59 + "b" * 1540)
        assert perf_counter() - began < 0.2


class TestNearness:
    @given(LETTERS, LETTERS)
    def test_is_the_same_both_ways_and_nothing_for_the_same(self, one: str, other: str) -> None:
        assert distance(one, other) == distance(other, one)
        assert (distance(one, other) == 0) == (one == other)
        assert distance(one, other) <= max(len(one), len(other))

    @pytest.mark.parametrize(
        ("said", "word"), [("huors", "hours"), ("hour", "hours"), ("openinh", "opening")]
    )
    def test_forgives_typing_errors(self, said: str, word: str) -> None:
        assert is_near(said, word)

    def test_but_not_of_short_words(self) -> None:
        assert not is_near("tee", "tea")
        assert not is_near("flours", "colour")


class TestMeeting:
    def test_the_lowest_place_answers_then_the_nearest(self) -> None:
        exact, near = service("exact", "hours"), service("near", "hourse", how="fuzzy")
        anything = service("any", how="any")
        assert met("hours now", anything, near, exact) == "exact"
        assert met("hourse", anything, near, exact) == "near"
        assert met("good morning", anything, near, exact) == "any"
        assert met("hours", exact, service("first", how="any", position=1)) == "first"

    def test_keywords_begin_a_text_whatever_its_signs(self) -> None:
        one = service("hours", "opening hours", "营业时间")
        assert met("Opening hours?", one) == "hours"
        assert met("ＯＰＥＮＩＮＧ  ＨＯＵＲＳ!! please", one) == "hours"
        assert met("营业时间是几点", one) == "hours"
        assert met("your opening hours", one) == ""
        assert met("openings", one) == ""

    def test_every_bound_must_hold(self) -> None:
        closed = Clock(NOON.at.replace(hour=23), open=False)
        assert met("x", service("c", how="any", hours="closed")) == ""
        assert met("x", service("c", how="any", hours="closed"), clock=closed) == "c"
        night = service("n", how="any", begins="22:00", ends="06:00")
        assert (met("x", night), met("x", night, clock=closed)) == ("", "n")
        some = service("s", "buy", low=Decimal(2), high=Decimal(5))
        assert [met(f"buy {count}", some) for count in (1, 2, 5, 6)] == ["", "s", "s", ""]
        german = service("g", how="any", language="de")
        assert [met(text, german) for text in ("Wo ist meine Bestellung, bitte", "Where is it")] == ["g", ""]
        elsewhere = service("e", how="any", channel="chat")
        assert met("x", elsewhere) == ""

    @given(st.text(max_size=200))
    def test_no_text_breaks_anything(self, text: str) -> None:
        services = [
            service("w", "hours"),
            service("f", "opening", how="fuzzy"),
            service("p", "a*#", how="pattern"),
        ]
        decide(Said(text), Book(services), NOON)
        for kind in ("text", "name", "email", "phone", "number", "date", "choice", "yes"):
            read_answer(Step("a", "?", kind, ("red", "green")), text)


class TestAnswers:
    @pytest.mark.parametrize(
        ("kind", "text", "kept"),
        [
            *(("name", " Ada  Lovelace ", "Ada Lovelace"), ("name", "007", None), ("name", "李白", "李白")),
            *(("email", "it is Ada@Example.org.", "ada@example.org"), ("email", "none", None)),
            *(("phone", "call +49 176 1234567", "+49 176 1234567"), ("phone", "no", None)),
            *(("number", "about 3,50", "3.5"), ("number", "three", None)),
            *(
                ("date", "24.12.2026", "2026-12-24"),
                ("date", "2026年12月24日", "2026-12-24"),
                ("date", "soon", None),
            ),
            *(
                ("choice", "2", "green"),
                ("choice", "GREEN!", "green"),
                ("choice", "gren", "green"),
                ("choice", "3", None),
            ),
            *(("yes", "no", "no"), ("yes", "perhaps", None)),
        ],
    )
    def test_are_read_by_their_kind(self, kind: StepKind, text: str, kept: str | None) -> None:
        assert read_answer(Step("a", "?", kind, ("red", "green")), text) == kept

    def test_a_yes_is_one_in_any_language(self) -> None:
        assert read_answer(Step("a", "?", "yes"), "好的", wish="yes") == "yes"


class TestForms:
    def test_a_form_ends_for_whoever_wants_no_more(self) -> None:
        one = service("join", "join", then=Then("Hi", steps=(Step("name", "Who?", "name"),)))
        decision = decide(Said("stop", wish="stop"), Book([one]), NOON, form=Form(one))
        assert (decision.kind, decision.form, decision.say) == ("ended", None, "")

    def test_guards_keep_the_form_where_it_was(self) -> None:
        one = service("join", "join", then=Then("Hi", steps=(Step("name", "Who?", "name"),)))
        decision = decide(Said("Ada"), Book([one]), NOON, form=Form(one), lately=Lately(answers=12))
        assert (decision.kind, decision.why[0]) == ("held", "most")


class TestChecking:
    def test_what_is_not_sound_is_named_by_its_field(self) -> None:
        when = When(
            words=("*",), how="pattern", low=Decimal(5), high=Decimal(1), begins="25:00", language="xx"
        )
        steps = (Step("Name", "", "choice"), Step("a", "{{later}}"), Step("a", "?"))
        then = Then("{{nobody}}", look_up="none", confirm="?", steps=steps, minutes=0, tries=99)
        flaws = check_definition(Definition(when, then), None)
        assert set(flaws) == {
            *("words", "language", "high", "begins", "ends"),
            *("answer", "look_up", "confirm", "minutes", "tries", "steps"),
        }

    def test_a_sound_one_has_no_flaw_and_reads_back(self) -> None:
        when = When(words=("hours",), low=Decimal("1.5"), account_id=UUID(int=3))
        found = Definition(when, Then("{{order}} {{city}}", steps=(Step("city", "Where?"),)))
        assert check_definition(found, ["order"]) == {}
        assert read_definition(write_definition(found)) == found


def test_numbers_and_languages_are_told() -> None:
    assert [first_number(text) for text in ("order １７!", "3,5 kg", "none")] == [
        Decimal(17),
        Decimal("3.5"),
        None,
    ]
    told = [
        tell_language(text) for text in ("在哪里", "どこ", "Where is my order", "Où est ma commande", "tea")
    ]
    assert told == ["zh", "ja", "en", "fr", ""]
