"""Pure search: folding, words, grams, rechecking and ranking.

A record is found by the first letters of its words (Latin and other alphabets), by Chinese, Japanese and
Korean characters anywhere, by four or more digits in a row anywhere in a number, and by words of five letters
and more though one letter is wrong.
"""

from rapport.kernel.search.rules.misspelling import (
    may_be_misspelt,
    misspellings_of,
    near_grams,
    one_edit_apart,
)
from rapport.kernel.search.rules.ranking import score_of
from rapport.kernel.search.rules.terms import (
    MOST_TERMS,
    Term,
    fits,
    grams_of_term,
    holds_words,
    pattern_of,
    read_query,
)
from rapport.kernel.search.rules.words import fold, grams_of, hash_grams, is_ideographic, words_of

__all__ = [
    "MOST_TERMS",
    "Term",
    "fits",
    "fold",
    "grams_of",
    "grams_of_term",
    "hash_grams",
    "holds_words",
    "is_ideographic",
    "may_be_misspelt",
    "misspellings_of",
    "near_grams",
    "one_edit_apart",
    "pattern_of",
    "read_query",
    "score_of",
    "words_of",
]
