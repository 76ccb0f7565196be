"""Every filter reads back as it was written, and nothing else is read at all."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport.kernel.filters.api import (
    EVERYTHING,
    And,
    Condition,
    InvalidFilter,
    Not,
    Or,
    Related,
    parse,
    write_compact,
    write_json,
)
from rapport.kernel.filters.contracts import DEEPEST, Filter
from rapport.kernel.filters.tests.trees import conditions, trees


def depth(filter: Filter) -> int:
    match filter:
        case And(parts) | Or(parts):
            return 1 + max(map(depth, parts), default=0)
        case Not(part) | Related(where=part):
            return 1 + depth(part)
    return 1


PATIENT = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
TREES = trees(conditions()).filter(lambda tree: depth(tree) < DEEPEST)


@given(TREES)
@PATIENT
def test_the_stored_form_reads_back_the_same(tree: Filter) -> None:
    assert parse(write_json(tree)) == tree
    assert parse(json.dumps(write_json(tree))) == tree


@given(TREES)
@PATIENT
def test_the_address_reads_back_the_same(tree: Filter) -> None:
    assert parse(write_compact(tree)) == tree


@given(st.text(max_size=200))
@PATIENT
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        tree = parse(text)
    except InvalidFilter as refusal:
        assert refusal.fields
    else:
        assert parse(write_compact(tree)) == tree


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["and", "or", "not", "some", "no", "where", "field", "op", "value", "version"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(JSON)
@PATIENT
def test_any_json_is_read_or_refused(raw: Any) -> None:
    try:
        tree = parse({"where": raw, "version": 1})
    except InvalidFilter as refusal:
        assert refusal.fields
    else:
        assert parse(write_json(tree)) == tree


def test_the_forms_are_these() -> None:
    tree = And(
        (
            Condition("country", "any_of", ("DE", "AT")),
            Or((Condition("stage", "is", ("customer",)), Condition("city", "empty"))),
            Related("orders", Condition("total", "above", ("100 EUR",)), some=False),
        )
    )
    assert write_json(tree) == {
        "version": 1,
        "where": {
            "and": [
                {"field": "country", "op": "any_of", "value": ["DE", "AT"]},
                {
                    "or": [
                        {"field": "stage", "op": "is", "value": "customer"},
                        {"field": "city", "op": "empty"},
                    ]
                },
                {"no": "orders", "where": {"field": "total", "op": "above", "value": "100 EUR"}},
            ]
        },
    }
    compact = "country:any_of:DE|AT;or(stage:is:customer;city:empty);no.orders(total:above:100 EUR)"
    assert write_compact(tree) == compact
    assert parse("") == EVERYTHING
    assert parse({"field": "orders", "op": "at_least", "value": 3}) == Condition("orders", "at_least", ("3",))
    assert parse('{"field": "x", "op": "is", "value": true}') == Condition("x", "is", ("true",))


@pytest.mark.parametrize(
    ("form", "path"),
    [
        ("[]", "filter"),
        ("[" * 1000 + "]" * 1000, "filter"),
        ('{"not":' * 1000 + "1" + "}" * 1000, "filter"),
        ("not(" * 1000 + "a:is:b" + ")" * 1000, "filter"),
        ('{"and":[' + ",".join(['{"field":"a","op":"filled"}'] * 40_000) + "]}", "filter"),
        ('{"field": "a", "op": "is", "value": NaN}', "filter"),
        ('{"field": "a", "op": "is", "value": 1e400}', "filter"),
        ('{"field": "a", "op": "is", "value": {"$ne": 1}}', "filter.value"),
        ('{"field": "a", "op": "is", "value": "\\u0000"}', "filter.value"),
        ('{"field": "a", "op": "is", "value": "  "}', "filter.value"),
        ('{"field": "a; drop table party", "op": "is", "value": 1}', "filter.field"),
        ('{"field": "a__in", "op": "is\'", "value": 1}', "filter.op"),
        ('{"field": "ａ", "op": "is", "value": 1}', "filter.field"),
        ('{"field": ["a"], "op": "is", "value": 1}', "filter.field"),
        ('{"field": "a", "op": "is", "value": 1, "raw": "1=1"}', "filter"),
        ('{"and": [{"field": "a", "op": "filled"}, {"or": []}]}', "filter.and.1.or"),
        ('{"some": "orders"}', "filter.where"),
        ('{"version": 2, "where": {"and": []}}', "filter"),
        (
            '{"field": "a", "op": "any_of", "value": ["' + '","'.join(map(str, range(501))) + '"]}',
            "filter.value",
        ),
        ('{"field": "a", "op": "is", "value": "' + "x" * 501 + '"}', "filter.value"),
        ("country:is:DE)", "filter"),
        ("country", "filter"),
        ("or()", "filter"),
        ("a:is:~", "filter"),
        ("a" * 9_000, "filter"),
        ('{"field":"a","op":"is","value":"' + "x" * 1_000_000 + '"}', "filter"),
    ],
    ids=range(26),
)
def test_what_makes_no_sense_is_refused_where_it_stands(form: str, path: str) -> None:
    with pytest.raises(InvalidFilter) as refused:
        parse(form)
    found = next(iter(refused.value.fields))
    assert found == path or found.startswith(path + "."), refused.value.fields


def test_a_surrogate_is_no_text() -> None:
    with pytest.raises(InvalidFilter):
        parse({"field": "a", "op": "is", "value": "\ud800"})


def test_too_many_parts_are_refused() -> None:
    many = {"and": [{"field": "a", "op": "filled"}] * 201}
    with pytest.raises(InvalidFilter, match="too large"):
        parse(many)
