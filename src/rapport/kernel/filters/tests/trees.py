"""Generated filters, for every property test."""

from typing import Any

from hypothesis import strategies as st

from rapport.kernel.filters.api import And, Condition, Filter, Not, Or, Related

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,12}(\.[a-z][a-z0-9_]{0,8})?", fullmatch=True)
VALUES = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=30).filter(
    lambda text: bool(text.strip())
)


def conditions() -> st.SearchStrategy[Condition]:
    """Conditions of any shape, whether or not there is such a field."""
    return st.builds(Condition, NAMES, NAMES, st.lists(VALUES, max_size=4).map(tuple))


def trees(
    leaves: st.SearchStrategy[Any], relations: st.SearchStrategy[str] = NAMES
) -> st.SearchStrategy[Any]:
    """Trees of some leaves."""
    return st.recursive(leaves, lambda inner: _groups(inner, relations), max_leaves=12)


def _groups(inner: st.SearchStrategy[Filter], relations: st.SearchStrategy[str]) -> st.SearchStrategy[Filter]:
    parts = st.lists(inner, max_size=3).map(tuple)
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(And, parts),
        st.builds(Or, some),
        st.builds(Not, inner),
        st.builds(Related, relations.filter(lambda name: "." not in name), inner, st.booleans()),
    )
