"""Words with a typing error: one letter too many, too few or wrong, or two neighbours swapped."""

from collections.abc import Sequence
from functools import lru_cache

from rapport.kernel.search.rules.terms import Term, grams_of_term
from rapport.kernel.search.rules.words import LONGEST_PREFIX, MOST_GRAMS, fold, is_ideographic, words_of

SHORTEST_MISSPELT, LONGEST_MISSPELT = 5, 24


def misspellings_of(text: str) -> set[str]:
    """Return the grams by which the words of a text are found though a letter is wrong: each word, and the
    word without each of its letters. Two words within one edit share at least one of them.
    """
    grams: set[str] = set()
    for word in words_of(fold(text)):
        if may_be_misspelt(word) and len(grams) < MOST_GRAMS:
            grams.update(misspelt_grams(word))
    return grams


def may_be_misspelt(word: str) -> bool:
    """Tell whether a word is long enough that one wrong letter leaves it recognisable."""
    return SHORTEST_MISSPELT <= len(word) <= LONGEST_MISSPELT and word.isalpha() and not is_ideographic(word)


@lru_cache(maxsize=65_536)
def misspelt_grams(word: str) -> frozenset[str]:
    """Return a word and what is left of it without each letter, marked so that they are no prefixes."""
    return frozenset(["~" + word, *("~" + word[:at] + word[at + 1 :] for at in range(len(word)))])


def one_edit_apart(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter put in, left out or wrong, or by two neighbours swapped."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one == other:
        return False
    at = next((at for at in range(len(one)) if one[at] != other[at]), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at + 1 : at + 2] + one[at : at + 1]
    return one[at + 1 :] == other[at + 1 :] or (
        swapped == other[at : at + 2] and one[at + 2 :] == other[at + 2 :]
    )


def near_grams(terms: Sequence[Term], sets: int = 3) -> tuple[list[set[str]], set[str]]:
    """Return what a record must have to fit terms of which some are misspelt: one gram of each set, all of
    the rest. Words past the third set are left to the recheck; nothing is returned where no word is long.
    """
    long = [term for term in terms if term.sort == "prefix" and may_be_misspelt(term.text)]
    one_of = [
        set(misspelt_grams(term.text)) | ({term.text[:LONGEST_PREFIX]} if len(terms) > 1 else set())
        for term in long[:sets]
    ]
    return one_of, {gram for term in terms if term not in long for gram in grams_of_term(term)}
