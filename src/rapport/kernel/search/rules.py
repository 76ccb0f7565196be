"""Pure search: folding, words, grams, rechecking and ranking.

A record is found by the first letters of its words (Latin and other alphabets), by Chinese, Japanese and
Korean characters anywhere, and by four or more digits in a row anywhere in a number.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

LONGEST_PREFIX = 6
DIGITS = 4
MOST_GRAMS = 400
MOST_TERMS = 8
_CHARACTER = r"[\u2e80-\u2fff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
_TOKEN = re.compile(rf"{_CHARACTER}+|[^\W_]+")
_IDEOGRAPHS = re.compile(rf"({_CHARACTER}+)")
_NUMBER = re.compile(r"[\d\s()+./-]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a query asks for: a `prefix` of a word, `characters` anywhere, or `digits` of a number."""

    sort: str
    text: str


def fold(text: str) -> str:
    """Return text as it is compared: no case, no accents, no width."""
    if text.isascii():
        return text.lower()
    wide = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(mark for mark in wide if unicodedata.category(mark) != "Mn"))


def words_of(text: str) -> list[str]:
    """Return the words of folded text; ideographs in a row are one word."""
    return _TOKEN.findall(_split_scripts(text))


def _split_scripts(text: str) -> str:
    """Put blanks around ideographs, which stand against Latin letters without any."""
    return text if text.isascii() else _IDEOGRAPHS.sub(r" \1 ", text)


def is_ideographic(word: str) -> bool:
    """Tell whether a word is written in ideographs."""
    return bool(_IDEOGRAPHS.match(word))


def grams_of(text: str) -> set[str]:
    """Return every gram a record with this text is found by."""
    grams: set[str] = set()
    for word in words_of(fold(text)):
        if len(grams) > MOST_GRAMS:
            break
        grams.update(_grams_of_word(word))
    return grams


@lru_cache(maxsize=65_536)
def _grams_of_word(word: str) -> tuple[str, ...]:
    if is_ideographic(word):
        return (*word, *(word[i : i + 2] for i in range(len(word) - 1)))
    prefixes = tuple(word[:n] for n in range(1, min(LONGEST_PREFIX, len(word)) + 1))
    if not word.isdigit():
        return prefixes
    bare = word.lstrip("0")
    return (*prefixes, *(bare[:n] for n in range(1, DIGITS)), *_runs(word))


def _runs(digits: str) -> Iterator[str]:
    """Yield each four digits in a row, marked so that they are no prefix."""
    return ("#" + digits[i : i + DIGITS] for i in range(len(digits) - DIGITS + 1))


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
        return tuple(_runs(term.text))
    if term.sort == "characters":
        pairs = tuple(term.text[i : i + 2] for i in range(len(term.text) - 1))
        return pairs or (term.text,)
    return (term.text[:LONGEST_PREFIX],)


def hash_grams(tenant_id: UUID, grams: Sequence[str] | set[str]) -> list[int]:
    """Return the grams as signed 32-bit numbers of this tenant: one index serves every tenant."""
    seed = zlib.crc32(tenant_id.bytes)
    return sorted({_signed(zlib.crc32(gram.encode("utf-8", "surrogatepass"), seed)) for gram in grams})


def _signed(number: int) -> int:
    return number - (1 << 32) if number >= 1 << 31 else number


def fits(term: Term, words: Sequence[str]) -> bool:
    """Tell whether folded words really fit a term."""
    wanted = term.text
    if term.sort == "prefix":
        digits = wanted.isdigit()
        return any(w.startswith(wanted) or (digits and w.lstrip("0").startswith(wanted)) for w in words)
    return any(wanted in word for word in words)


def score_of(terms: Sequence[Term], title: str, text: str, weight: int) -> float | None:
    """Return how well a record fits all terms, None when it does not; the title weighs most."""
    title_words = words_of(fold(title))
    other_words = words_of(fold(text)) if text else []
    score = weight / 100
    for term in terms:
        if fits(term, title_words):
            score += 4 if term.text in title_words else 3 if title_words[0].startswith(term.text) else 2
        elif fits(term, other_words):
            score += 2 if term.text in other_words else 1
        else:
            return None
    return score - min(len(title), 100) / 1000


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
    return f"(^|[^[:alnum:]]|{_CHARACTER}){zeros}{term.text}"
