"""How well a record fits."""

from collections.abc import Sequence

from rapport.kernel.search.rules.misspelling import may_be_misspelt, one_edit_apart
from rapport.kernel.search.rules.terms import Term, fits
from rapport.kernel.search.rules.words import fold, words_of

EXACT, BEGINNING, INSIDE, MISSPELT = 400, 300, 200, 100


def score_of(
    terms: Sequence[Term], title: str, text: str, weight: int, *, near: bool = False
) -> float | None:
    """Return how well a record fits all terms, None when it does not.

    The worst fit of a term decides the class: whole words before beginnings, beginnings of the title before
    those inside it, typing errors last (only with `near`). Within a class the title weighs more than the
    text, then the record's weight, then the shorter title.
    """
    title_words = words_of(fold(title))
    other_words = words_of(fold(text)) if text else []
    classes, places = [], 0
    for term in terms:
        fit = _fit(term, title_words, near)
        places += bool(fit)
        fit = fit or _fit(term, other_words, near)
        if not fit:
            return None
        classes.append(fit)
    return min(classes) + 20 * places / len(terms) + weight / 20 - min(len(title), 100) / 1000


def _fit(term: Term, words: Sequence[str], near: bool) -> int:
    """Return the class of a term's fit among some words, 0 for none."""
    if term.text in words:
        return EXACT
    if fits(term, words):
        return BEGINNING if words[0].startswith(term.text) else INSIDE
    if near and may_be_misspelt(term.text) and any(one_edit_apart(term.text, word) for word in words):
        return MISSPELT
    return 0
