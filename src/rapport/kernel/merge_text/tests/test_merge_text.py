"""Texts with places: what fills them, what stands in for it, what is refused and where."""

import time
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.kernel.errors import Invalid
from rapport.kernel.merge_text.api import Unfilled, fill, list_places, parse

ADA = {"given_name": "Ada", "city": "Rome"}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Dear {{given_name}},", "Dear Ada,"),
        ("Dear {{ title | friend }},", "Dear friend,"),
        ("Dear{{title|}}!", "Dear!"),
        ("{{#city}}In {{city}}?{{/city}}{{^city}}Where?{{/city}}", "In Rome?"),
        ("{{#title}}No{{/title}}{{^title}}Yes{{#city}}, {{city}}{{/city}}{{/title}}", "Yes, Rome"),
        ("Nothing } to { fill", "Nothing } to { fill"),
    ],
)
def test_places_are_filled(text: str, filled: str) -> None:
    assert fill(parse(text), ADA) == filled


def test_values_and_fallbacks_are_escaped_and_never_read_again() -> None:
    text = parse("<b>{{name}}</b>{{title|<i>}}")
    assert fill(text, {"name": "<{{city}}>"}, escape=escape) == "<b>&lt;{{city}}&gt;</b>&lt;i&gt;"


def test_a_place_without_value_is_named() -> None:
    with pytest.raises(Unfilled) as refusal:
        fill(parse("Dear {{title}}"), ADA)
    assert refusal.value.place == "title"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("One\n{{given name}}", "Line 2"),
        ("One\n{{", "Line 2"),
        ("{{#city}}", "does not end"),
        ("{{/city}}", "did not begin"),
        ("{{#city}}{{#given_name}}{{/city}}{{/given_name}}", "did not begin"),
        ("{{secret}}", "no place “secret”"),
        ("{{#city}}" * 20, "too deep"),
        ("a" * 200_001, "too long"),
    ],
)
def test_what_is_not_well_formed_is_refused_with_its_place(text: str, reason: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse(text, known=("given_name", "city"))
    assert reason in str(refusal.value)


def test_names_are_listed_once_in_their_order() -> None:
    assert list_places(parse("{{b}}{{#a}}{{b}}{{c|x}}{{/a}}")) == ["b", "a", "c"]


@given(st.text(alphabet="{}#^/|ab \n", max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = parse(text)
    except Invalid:
        return
    filled = fill(read, dict.fromkeys(list_places(read), "x"))
    if "{{" not in text:
        assert filled == text


def test_a_hostile_text_costs_no_more_than_its_length() -> None:
    before = time.process_time()
    with pytest.raises(Invalid):
        parse("{{a|" * 40_000)
    assert time.process_time() - before < 5
