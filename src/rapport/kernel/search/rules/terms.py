"""What a query asks for, and whether words fit it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapport.kernel.search.rules.words import (
    CHARACTER,
    DIGITS,
    LONGEST_PREFIX,
    fold,
    grams_of,
    is_ideographic,
    runs_of,
    words_of,
)

MOST_TERMS = 8
_NUMBER = re.compile(r"[\d\s()+./-]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a query asks for: a `prefix` of a word, `characters` anywhere, or `digits` of a number."""

    sort: str
    text: str


def read_query(text: str) -> list[list[Term]]:
    """Return the ways to understand a query, best first; all terms of a way must fit.

    A query of digits and separators is first one number (a phone as people write it), then its parts.
    """
    folded = fold(text.strip())[:200]
    terms = [_term(word) for word in words_of(folded)[:MOST_TERMS]]
    if not terms:
        return []
    whole = re.sub(r"\D", "", folded).lstrip("0")
    if _NUMBER.fullmatch(folded) and len(whole) >= DIGITS and len(terms) > 1:
        return [[Term("digits", whole)], terms]
    return [terms]


def _term(word: str) -> Term:
    if is_ideographic(word):
        return Term("characters", word)
    if word.isdigit() and len(word) >= DIGITS:
        return Term("digits", word)
    return Term("prefix", word)


def grams_of_term(term: Term) -> Sequence[str]:
    """Return the grams a record must have to fit a term; they are necessary, not enough."""
    if term.sort == "digits":
        return tuple(runs_of(term.text))
    if term.sort == "characters":
        pairs = tuple(term.text[i : i + 2] for i in range(len(term.text) - 1))
        return pairs or (term.text,)
    return (term.text[:LONGEST_PREFIX],)


def fits(term: Term, words: Sequence[str]) -> bool:
    """Tell whether folded words really fit a term."""
    wanted = term.text
    if term.sort == "prefix":
        digits = wanted.isdigit()
        return any(w.startswith(wanted) or (digits and w.lstrip("0").startswith(wanted)) for w in words)
    return any(wanted in word for word in words)


def holds_words(text: str, query: str) -> bool:
    """Tell whether a text is found by a query, as a list's “contains” understands it: each word of the query
    begins a word, Chinese characters stand anywhere, four digits anywhere in a number.
    """
    words = words_of(fold(text))
    grams = grams_of(text)
    return any(
        all(fits(term, words) and set(grams_of_term(term)) <= grams for term in terms)
        for terms in read_query(query)
    )


def pattern_of(term: Term) -> str:
    """Return the regular expression by which the database rechecks a term on folded text."""
    if term.sort != "prefix":
        return term.text
    zeros = "0*" if term.text.isdigit() else ""
    return f"(^|[^[:alnum:]]|{CHARACTER}){zeros}{term.text}"
